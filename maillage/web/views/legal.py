"""Pages that the law asks for: accessibility, legal notices, personal data."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.accessibility import declaration
from maillage.web.personal_data import COOKIES, KEPT


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The declaration of accessibility (décret n° 2019-768, model of the RGAA)."""
    return render(request, "web/accessibility.html", {"declaration": declaration(), "publisher": settings.PUBLISHER})


@login_not_required
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes and who hosts (loi n° 2004-575, article 1-1)."""
    publisher = settings.PUBLISHER
    facts = [
        ("Éditeur", publisher["name"]),
        ("Adresse", publisher["address"]),
        ("Contact", publisher["contact"]),
        ("Direction de la publication", publisher["director"]),
        ("Hébergement", publisher["host"]),
    ]
    return render(request, "web/legal.html", {"publisher": publisher, "facts": facts})


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is held about people, why, how long, and what they may ask (RGPD, articles 13 and 14)."""
    return render(request, "web/privacy.html", {"publisher": settings.PUBLISHER, "data": KEPT, "cookies": COOKIES})
