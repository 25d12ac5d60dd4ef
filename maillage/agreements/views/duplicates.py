"""Agreements that may be the same: proposed, compared, put together, separated again."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import merging
from maillage.agreements.models import Agreement, AgreementMerge, Document
from maillage.agreements.policies import can_separate
from maillage.agreements.queries.duplicates import Likely, likely_duplicates
from maillage.agreements.queries.reading import current_text
from maillage.agreements.standing import Standing
from maillage.agreements.state_words import words_of
from maillage.agreements.views.common import Opened, open_agreement
from maillage.base.days import written
from maillage.base.http import render_page
from maillage.base.templatetags.components import plural
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST, FormPage, require

SHOWN_FILES = 6


@require_safe
def duplicates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Agreements that may be this one, and those that were put together with it."""
    opened = open_agreement(request, pk)
    require(opened.standing.can_edit)
    who = opened.who
    likely = likely_duplicates(opened.agreement, user=who.user, at=who.at)
    merges = [one for one in _merges(opened) if can_separate(one, rights=opened.standing.rights, day=who.day)]
    unread = opened.agreement.confirmed_at is None and current_text(opened.agreement) is not None
    context = opened.page(
        "",
        likely=[_shown(opened, one) for one in likely],
        merges=merges,
        trail=opened.trail(),
        next_address=reverse("agreements:reading", args=[opened.agreement.pk])
        if unread
        else opened.agreement.get_absolute_url(),
        next_label="Continuer vers la lecture" if unread else "Revenir à l’accord",
    )
    return render_page(request, "agreements/duplicates.html", context)


def _shown(opened: Opened, one: Likely) -> dict[str, Any]:
    standing = Standing(one.agreement, opened.standing.rights, one.parties, opened.who.day)
    return {
        "agreement": one.agreement,
        "address": one.agreement.get_absolute_url(),
        "reasons": ", ".join(one.reasons),
        "state": words_of(one.agreement),
        "parties": one.parties,
        "can_merge": standing.can_edit,
    }


@require_http_methods(GET_POST)
def merge(request: HttpRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Compare two deposits, then keep this one."""
    opened, second = open_agreement(request, pk), open_agreement(request, other)
    require(opened.standing.can_edit and second.standing.can_edit)
    kept, dropped = opened.agreement, second.agreement
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        "Réunir deux dépôts du même accord",
        "Réunir les deux",
        reverse("agreements:duplicates", args=[pk]),
        opened.trail(("Doublons", reverse("agreements:duplicates", args=[pk]))),
        "Les pièces, les réponses et les liens de l’autre rejoignent celui que vous gardez. Son texte et sa lecture "
        "restent à part, et l’on peut les séparer de nouveau.",
        template="agreements/merge.html",
        context={
            "facts": _side_by_side(kept, dropped),
            "follows": _what_follows(dropped),
            "opens_pieces": kept.shared_at is not None and dropped.shared_at is None,
            "swap_address": reverse("agreements:merge", args=[other, pk]),
        },
    )
    return page.answer(
        request,
        form,
        lambda: merging.merge(kept=kept, dropped=dropped, by=opened.who.user, at=opened.who.at),
        done="Les deux dépôts sont réunis.",
        to=kept.get_absolute_url(),
    )


@require_http_methods(GET_POST)
def separate(request: HttpRequest, pk: UUID, merge_pk: UUID) -> HttpResponse:
    """Separate two agreements put together by mistake."""
    opened = open_agreement(request, pk)
    done = get_object_or_404(_merges(opened), pk=merge_pk)
    allowed = can_separate(done, rights=opened.standing.rights, day=opened.who.day)
    require(opened.standing.can_edit and allowed)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    back = reverse("agreements:duplicates", args=[pk])
    page = FormPage(
        "Séparer les deux dépôts",
        "Séparer",
        back,
        opened.trail(("Doublons", back)),
        "Ce qui avait suivi retourne à l’autre dépôt, sauf ce que quelqu’un a déplacé depuis.",
        opened.agreement.title,
    )
    return page.answer(
        request,
        form,
        lambda: merging.undo(merge=done, by=opened.who.user, at=opened.who.at),
        done="Les deux dépôts sont de nouveau séparés.",
        to=back,
    )


def _merges(opened: Opened) -> QuerySet[AgreementMerge]:
    """What was put together with the agreement, and still is."""
    rows = AgreementMerge.objects.filter(kept=opened.agreement, undone_at__isnull=True)
    return rows.select_related("kept", "dropped").prefetch_related("dropped__parties").order_by("-done_at", "pk")


def _side_by_side(kept: Agreement, dropped: Agreement) -> list[dict[str, str]]:
    facts = [
        ("Titre", kept.title, dropped.title),
        ("Apporté par", str(kept.brought_by), str(dropped.brought_by)),
        ("État", words_of(kept).word, words_of(dropped).word),
        ("Fichiers", _files(kept), _files(dropped)),
        ("Référence", kept.reference, dropped.reference),
        ("Signé le", _day(kept.signed_on), _day(dropped.signed_on)),
        ("Notifié le", _day(kept.notified_on), _day(dropped.notified_on)),
        ("Prend effet le", _day(kept.effect_on), _day(dropped.effect_on)),
        ("Échéance", _day(kept.ends_on), _day(dropped.ends_on)),
    ]
    return [{"label": label, "kept": one, "dropped": other} for label, one, other in facts if one or other]


def _files(agreement: Agreement) -> str:
    rows = Document.objects.standing().filter(agreement=agreement, is_private=False).order_by("added_at", "pk")
    names = list(rows.values_list("file__name", flat=True)[: SHOWN_FILES + 1])
    return ", ".join(names[:SHOWN_FILES]) + (" …" if len(names) > SHOWN_FILES else "")


def _day(on: dt.date | None) -> str:
    return written(on) if on else ""


def _what_follows(dropped: Agreement) -> list[str]:
    """What joins the kept agreement, in words; how many private pieces others have is not told."""
    counts = [
        (Document.objects.standing().filter(agreement=dropped, is_private=False).count(), "pièce,pièces"),
        (dropped.links.count(), "lien,liens"),
        (dropped.confirmations.count(), "réponse de partie,réponses de parties"),
        (dropped.territories.count(), "territoire,territoires"),
    ]
    return [plural(count, words) for count, words in counts if count]
