"""OpenDocument text (ODF 1.3, part 3): an .odt rewritten so that what the word processor shows is plain text."""
