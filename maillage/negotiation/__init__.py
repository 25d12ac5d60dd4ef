"""Negotiating a draft: what the parties propose, remark, answer and approve, round after round."""
