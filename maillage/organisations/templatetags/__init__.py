"""Filters of the templates of the room."""
