"""What becomes of an organisation: it has an heir. Shown before it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations import policies
from maillage.organisations.actions import successions
from maillage.organisations.forms.organisations import SuccessionForm
from maillage.organisations.models import Organisation
from maillage.organisations.views.common import FormPage, asked, organisation_of, organisation_trail, require

GET_POST = ["GET", "HEAD", "POST"]
_Done = TypeVar("_Done")


def tried(act: Callable[[], _Done], read: Callable[[_Done], Any]) -> Any:
    """What ``act`` would do, read while it is done, then all is taken back: the preview is the thing itself."""
    with transaction.atomic():
        result = read(act())
        transaction.set_rollback(True)
    return result


@require_http_methods(GET_POST)
def succession_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record an heir: first what would happen, then, once confirmed, it happens."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    require(policies.can_succeed(who.user, at=who.at))
    form = SuccessionForm(request.POST or None, organisation=organisation)
    page = FormPage(
        "Enregistrer une succession",
        "Voir ce qui va se passer",
        organisation.get_absolute_url(),
        organisation_trail(organisation),
        "Conseil général devenu conseil départemental, commune nouvelle, CCAS repris par un CIAS : "
        "le passé reste, la suite continue.",
        organisation.label,
    )

    def act() -> Organisation:
        values = form.cleaned_data
        successions.succeed(
            predecessors=[organisation, *values["others"]],
            successor=values["successor"],
            **form.given("kind", "effective_on", "authority"),
            by=who.user,
            at=who.at,
        )
        heir: Organisation = values["successor"]
        return heir

    if form.is_valid() and not form.cleaned_data["confirmed"]:
        try:
            told = tried(act, lambda heir: _inheritance(form, heir, organisation))
        except Refusal as refusal:
            form.tell(refusal)
            return page.show(request, form)
        return render_page(request, "organisations/succession_confirm.html", {"form": form, "page": page, "told": told})
    return page.answer(request, form, act, done="La succession est enregistrée.", to=lambda heir: heir)


def _inheritance(form: SuccessionForm, heir: Organisation, organisation: Organisation) -> dict[str, Any]:
    """What the heir receives, and what stops, once all is done (and not yet taken back)."""
    day = form.cleaned_data["effective_on"]
    former = [organisation, *form.cleaned_data["others"]]
    ended = [Organisation.objects.get(pk=one.pk) for one in former]
    begun: dict[str, QuerySet[Any]] = {
        "unit": heir.units.filter(from_on=day),
        "mandate": heir.mandates.filter(from_on=day).select_related("person"),
        "membership": heir.federations.filter(from_on=day).select_related("federation"),
        "accreditation": heir.accreditations.filter(from_on=day),
        "grant": heir.grants.filter(from_on=day).select_related("user__person"),
    }
    held = {(one.person_id, one.function) for one in begun["mandate"]}
    stopped = [
        one
        for body in former
        for one in body.mandates.filter(to_on__isnull=False).select_related("person").order_by("person__folded", "pk")
        if one.to_on and (day - one.to_on).days == 1 and (one.person_id, one.function) not in held
    ]
    return {
        "former": former,
        "heir": heir,
        "day": day,
        "closed": [one for one in ended if one.closed_on],
        "passing": {name: list(rows) for name, rows in begun.items()},
        "stopped": stopped,
    }
