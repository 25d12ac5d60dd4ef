"""What the page on personal data says is kept: rooms that come to hold more add their line here."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from maillage.web.theme import COOKIE


@dataclass(frozen=True)
class Kept:
    """A sort of personal data: what it is, why it is held, and how long."""

    what: str
    why: str
    how_long: str


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
        "Ce que vous écrivez en négociant un accord : propositions, réponses, remarques, visas, avec votre nom",
        "Savoir qui a proposé et accepté chaque mot d’un texte qui engage les parties",
        "Aussi longtemps que l’accord",
    ),
    Kept(
        "Qui signe un accord : nom, qualité, délégation, et ce que dit le certificat d’une signature électronique",
        "Prouver que chaque partie s’est engagée, et par qui",
        "Aussi longtemps que l’accord",
    ),
    Kept(
        "Vos connexions : heure, moyen, issue, sans l’adresse du réseau ni la vôtre",
        "Montrer, à vous et à qui garde les comptes de votre organisation, une connexion qui n’est pas de vous",
        "Aussi longtemps que votre compte",
    ),
    Kept(
        "Vos sessions ouvertes : appareil, adresse du réseau, heure",
        "Vous les montrer, et vous permettre de les fermer",
        "Deux semaines après la dernière visite",
    ),
    Kept(
        "Les avis qui vous ont été donnés, le rythme de vos courriels, vos agendas (sans leur adresse)",
        "Vous prévenir à temps, et savoir qui l’a été",
        "Aussi longtemps que votre compte",
    ),
    Kept(
        "L’adresse à laquelle une organisation vous a envoyé un lien pour répondre sans compte",
        "Vous écrire, et vous relancer une fois",
        "Jusqu’à ce que le lien ne serve plus. Votre nom et votre fonction restent à côté de votre réponse.",
    ),
)
COOKIES = (
    (settings.SESSION_COOKIE_NAME, "vous garde connecté, deux semaines au plus"),
    (settings.CSRF_COOKIE_NAME, "prouve que les formulaires viennent bien de ce site"),
    (COOKIE, "retient l’affichage clair ou sombre, si vous en avez choisi un"),
)
