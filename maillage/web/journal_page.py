"""The journal of an organisation: what its page reads."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils import timezone

from maillage.accounts.queries import Presence
from maillage.journal import sentences
from maillage.journal.models import Event, EventQuerySet
from maillage.organisations.models import Organisation, User
from maillage.organisations.permissions import Permission

SOMEBODY, SOMETHING = "", "…"
RECENT = 1000  # events among which the filters find their choices, so that an old journal opens as fast as a new one
NOBODY = UUID(int=0)


def readable(presence: Presence) -> list[Organisation]:
    """The organisations whose journal the person reads, in the order of the alphabet."""
    mine = presence.rights.organisation_ids(Permission.JOURNAL_VIEW)
    return [one for one in presence.organisations if one.pk in mine]


def choose(readable: list[Organisation], wanted: UUID | None, current: Organisation | None) -> Organisation | None:
    """The organisation whose journal is shown: the one wanted, and no other; else the current one, else the first."""
    if wanted is not None:
        return next((one for one in readable if one.pk == wanted), None)
    return current if current in readable else next(iter(readable), None)


class Offered(forms.ChoiceField):
    """A choice among what the journal holds; another value, of an old address, simply finds nothing."""

    def valid_value(self, value: Any) -> bool:  # noqa: ARG002
        """Any value may be looked for."""
        return True


class DaysFilter(forms.Form):
    """What to keep of dated lines: from a day to a day, both included."""

    since = forms.DateField(
        label="Depuis le", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="Jusqu’au", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def offer(self, name: str, *choices: tuple[str, str]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        values = super().clean() or {}
        first, last = values.get("since"), values.get("until")
        if first and last and first > last:
            self.add_error("until", "Le dernier jour précède le premier.")
        return values

    def between(self) -> Q:
        """True of what happened on the days asked for."""
        values, days = self.cleaned_data, Q()
        if values["since"]:
            days &= Q(at__gte=_midnight(values["since"]))
        if values["until"]:
            days &= Q(at__lt=_midnight(values["until"] + dt.timedelta(days=1)))
        return days


class JournalFilter(DaysFilter):
    """What to keep of a journal: a sort of act, its author, days. Only what was done there of late is offered."""

    verb = Offered(label="Ce qui a été fait", required=False)
    person = Offered(label="Par qui", required=False)
    field_order = ("verb", "person", "since", "until")

    def __init__(self, data: Any, *, events: EventQuerySet) -> None:
        super().__init__(data)
        recent = Event.objects.filter(pk__in=events.values("pk")[:RECENT])
        held = set(recent.order_by().values_list("verb", "actor_id").distinct())
        verbs = {verb for verb, _actor in held}
        known = User.objects.filter(pk__in={actor for _verb, actor in held if actor}).select_related("person")
        people = sorted((user.get_full_name(), str(user.pk)) for user in known)
        acts = sorted((act(verb), verb) for verb in verbs)
        self.offer("verb", ("", "Tout"), *((verb, words) for words, verb in acts))
        self.offer("person", ("", "Tout le monde"), *((pk, name) for name, pk in people))

    def kept(self, events: EventQuerySet) -> EventQuerySet:
        """The events that answer to the filters; all of them when a filter cannot be read, which the page says."""
        if not self.is_valid():
            return events
        values = self.cleaned_data
        if values["verb"]:
            events = events.filter(verb=values["verb"])
        if values["person"]:
            events = events.filter(actor_id=uuid_of(values["person"]))
        return events.filter(self.between())


def act(verb: str) -> str:
    """A verb as a choice: its sentence without author or subject, "A enregistré l’organisation …"."""
    template = sentences.verbs().get(verb, verb)
    told = template.format(actor=SOMEBODY, subject=SOMETHING).strip(" .")
    return told[:1].upper() + told[1:]


def events_of(organisation: Organisation) -> EventQuerySet:
    """What reached the organisation, the last first."""
    return Event.objects.in_journal_of(organisation.pk)


def uuid_of(text: str) -> UUID:
    """The identifier that an address holds; that of nobody when it holds none."""
    try:
        return UUID(text)
    except ValueError:
        return NOBODY


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
