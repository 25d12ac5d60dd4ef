"""What is typed in the pages of the negotiation."""
