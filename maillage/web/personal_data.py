"""What the page on personal data says is kept: rooms that come to hold more add their line here."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from maillage.journal.actions import ADDRESS_DAYS
from maillage.web.theme import COOKIE


@dataclass(frozen=True)
class Kept:
    """A sort of personal data: what it is, why it is held, and how long."""

    what: str
    why: str
    how_long: str


MONTH = 30

KEPT = (
    Kept(
        "Votre compte : nom, adresse électronique, mot de passe chiffré, seconde vérification",
        "Vous reconnaître, et vous écrire ce qui vous attend",
        "Tant que vous agissez pour une organisation. Le compte est fermé le jour où vous partez.",
    ),
    Kept(
        "Vos fonctions et mandats, avec leurs dates",
        "Savoir qui engage une organisation, et qui l’a engagée",
        "Aussi longtemps que les accords signés en son nom",
    ),
    Kept(
        "Le journal : qui a fait quoi, et quand, sans ce qui a été écrit",
        "Expliquer à tous les partenaires d’où vient chaque changement",
        "Aussi longtemps que ce qui a été changé",
    ),
    Kept(
        "Vos connexions : heure, moyen, issue, sans l’adresse du réseau ni la vôtre",
        "Repérer un usage qui n’est pas le vôtre",
        "Aussi longtemps que votre compte",
    ),
    Kept(
        "Vos sessions ouvertes : appareil, adresse du réseau, heure",
        "Vous les montrer, et vous permettre de les fermer",
        "Deux semaines après la dernière visite",
    ),
    Kept(
        "La trace de vos connexions : heure, moyen, adresse du réseau",
        "Vous permettre, à vous et à qui administre les comptes, de voir une connexion qui n’est pas de vous",
        f"L’adresse est effacée après {ADDRESS_DAYS // MONTH} mois.",
    ),
)
COOKIES = (
    (settings.SESSION_COOKIE_NAME, "vous garde connecté, deux semaines au plus"),
    (settings.CSRF_COOKIE_NAME, "prouve que les formulaires viennent bien de ce site"),
    (COOKIE, "retient l’affichage clair ou sombre, si vous en avez choisi un"),
)
