"""Pages of organisations, people and imports."""
