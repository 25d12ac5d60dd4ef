"""Stored files: one row per deposit, bytes kept under their SHA-256, type told by the content and never by the name."""
