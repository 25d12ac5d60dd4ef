"""What may be done with an agreement, for the head of its pages: the next thing to do, and the rest in a menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.agreements.choices import Answer
from maillage.agreements.models import Agreement, ReadingConfirmation
from maillage.agreements.standing import Standing
from maillage.base.addresses import address_on


@dataclass(frozen=True, slots=True)
class Act:
    """A verb and where it leads."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Acts:
    """The primary one, if something waits for the user, and the others."""

    main: Act | None
    others: tuple[Act, ...]

    def __bool__(self) -> bool:
        return self.main is not None or bool(self.others)


def acts_of(standing: Standing) -> Acts:
    """What the user may do: one query at most, and only for who may answer for a party."""
    agreement = standing.agreement
    waiting = list(dict.fromkeys(_led(agreement, _waiting(standing))))
    main = waiting[0] if waiting else None
    others = [*waiting[1:], *_led(agreement, _possible(standing))]
    taken = {main.address} if main is not None else set()
    return Acts(main, tuple(act for act in dict.fromkeys(others) if act.address not in taken))


def _waiting(standing: Standing) -> Iterator[tuple[str, str]]:
    """What waits for the user, the most pressing first."""
    agreement = standing.agreement
    if standing.can_confirm_reading:
        yield "Confirmer la lecture", "agreements:reading"
    if standing.can_share and agreement.confirmed_at is not None:
        yield "Partager avec les parties", "agreements:share"
    if standing.answering and _is_asked(standing):
        yield "Répondre sur la lecture", "agreements:answer"
    if standing.publishing and agreement.published_at is None:
        agreed = any(one.published_at is not None for one in standing.parties)
        if agreed and any(one.published_at is None for one in standing.publishing):
            yield "Répondre sur la publication", "agreements:publish"
    binds = standing.can_edit and agreement.confirmed_at is not None and not agreement.is_reference
    if binds and agreement.signed_on is None and agreement.effect_on is None:
        yield "Compléter les dates", "agreements:facts"


def _possible(standing: Standing) -> Iterator[tuple[str, str]]:
    agreement = standing.agreement
    if standing.can_share:
        yield "Partager avec les parties", "agreements:share"
    if standing.can_edit:
        yield "Modifier la fiche", "agreements:edit"
        yield "Modifier les dates", "agreements:facts"
        yield "Ajouter une pièce", "agreements:piece_new"
    if standing.is_concerned:
        yield "Résumé à faire connaître", "agreements:summary"
    yield "Comparer avec un autre texte", "agreements:compare"
    if standing.can_edit and agreement.shared_at is not None:
        yield "Demander à une partie", "agreements:ask"
    if standing.publishing:
        yield ("Publication" if agreement.published_at is None else "Retirer du public"), "agreements:publish"
    if standing.can_archive:
        if agreement.archived_at is None:
            yield "Archiver", "agreements:archive"
        else:
            yield "Sortir des archives", "agreements:restore"
    if standing.can_edit:
        yield "Chercher un doublon", "agreements:duplicates"
    if standing.can_share:
        yield "Supprimer le brouillon", "agreements:delete"


def _is_asked(standing: Standing) -> bool:
    rows = ReadingConfirmation.objects.filter(agreement=standing.agreement, answer=Answer.ASKED)
    return rows.filter(party__in=[one.pk for one in standing.answering]).exists()


def _led(agreement: Agreement, acts: Iterator[tuple[str, str]]) -> Iterator[Act]:
    for label, route in acts:
        yield Act(label, address_on(route, agreement.pk))
