"""Portable Document Format (ISO 32000): characters with their places put back into lines, columns and paragraphs."""
