"""Writes of the room: loading the official geography, adding the imaginary département, drawing perimeters."""
