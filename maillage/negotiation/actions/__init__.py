"""The verbs of the negotiation."""
