"""Maillage keeps a partnership's word: it reads the agreement that was signed and runs the partnership from it."""

__version__ = "0.1.0"
