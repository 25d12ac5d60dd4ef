"""The demonstration world: Ourcelle, as docs/demo.md tells it; ``manage.py demo`` loads it."""
