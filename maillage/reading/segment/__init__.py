"""Third stage of a reading: from a text to its tree of provisions."""
