"""Furniture for rooms with models: records, refusals, requests, folded search, components. It knows no room."""
