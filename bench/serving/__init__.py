"""The application as bench/pages.py serves it: the same, with one view more that only answers "ok"."""
