"""Bringing in organisations, units and people from a workbook: read, match columns, compare, write, undo."""
