"""What the pages of the negotiation read."""
