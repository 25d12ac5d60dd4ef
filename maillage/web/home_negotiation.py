"""What the negotiation brings to the home: proposals that wait for an answer, visas that wait for the person."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from maillage.agreements.plain_words import within
from maillage.negotiation.queries.waiting import Turn, turns_for, visas_for
from maillage.organisations.permissions import Permission
from maillage.web.home import Expected, Section, Visit, register

SHOWN = 4


def turns(visit: Visit) -> Iterable[Expected]:
    """Drafts in which the person's organisation has proposals to answer."""
    for one in turns_for(visit.mine(Permission.AGREEMENT_CONFIRM), most=SHOWN):
        yield Expected(
            title=f"Répondre dans la négociation : {one.title}",
            words=" ".join(_said(one)),
            address=f"{reverse('negotiation:proposals', args=[one.agreement])}?montrer=moi",
            label="Répondre",
            on=one.answer_by,
            short=f"Réponses attendues : {one.title}",
        )


def _said(one: Turn) -> Iterable[str]:
    many, several = one.count > 1, one.contested > 1
    if one.count:
        yield (
            f"{one.count} proposition{'s' if many else ''} attend{'ent' if many else ''} la réponse de votre "
            f"organisation, pour {within(one.party)}."
        )
    if one.contested:
        yield (
            f"{one.contested} proposition{'s' if several else ''} de votre organisation {'sont' if several else 'est'} "
            f"contestée{'s' if several else ''} : à réécrire, à maintenir ou à retirer."
        )


def visas(visit: Visit) -> Iterable[Expected]:
    """Texts that wait for the person's visa."""
    if not visit.mine(Permission.AGREEMENT_VIEW):
        return
    for one in visas_for(visit.user.pk, most=SHOWN):
        yield Expected(
            title=f"Donner votre visa : {one.title}",
            words=f"Version {one.version} du texte, pour « {one.label} ». Votre organisation attend ce visa avant de "
            "l’approuver.",
            address=reverse("negotiation:visa", args=[one.agreement, one.visa]),
            label="Voir",
        )


def register_all() -> None:
    """Give the home these lines."""
    register(Section.EXPECTED, turns)
    register(Section.EXPECTED, visas)
