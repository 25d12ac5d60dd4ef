"""Invented agreements by the thousand, to measure and to try out: own words, the same for the same seed."""
