"""Words for what the session of a browser says of itself."""

from __future__ import annotations

from django import template

register = template.Library()

# In this order: Edge says that it is Chrome, and Chrome that it is Safari.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """``Firefox sur Windows`` for what the browser calls itself in eighty characters."""
    name = next((word for sign, word in BROWSERS if sign in user_agent), "Navigateur inconnu")
    system = next((word for sign, word in SYSTEMS if sign in user_agent), "")
    return f"{name} sur {system}" if system else name
