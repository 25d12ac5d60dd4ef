"""The pages of the negotiation."""
