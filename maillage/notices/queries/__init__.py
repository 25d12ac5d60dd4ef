"""Readings across models."""
