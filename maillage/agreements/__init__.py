"""Agreements: the text that partners signed, who is bound to what by which words, and the partnership run from it."""
