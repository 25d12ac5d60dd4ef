"""The roof of the rooms: frame of all pages, home, legal pages, gallery of components, health, error pages."""
