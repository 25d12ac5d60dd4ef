"""Readings across the tables of the room."""
