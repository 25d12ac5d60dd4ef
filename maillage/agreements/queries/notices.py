"""A notice as its letters, one for each partner, and what deserves another look about how it was sent."""

from __future__ import annotations

import datetime as dt

from maillage.agreements.choices import TermName
from maillage.agreements.ending_choices import REGISTERED, Means
from maillage.agreements.models import Ending, Party
from maillage.agreements.notice_letter import Correspondent, Letter, letter_of
from maillage.agreements.queries.course import Addressee, Told
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.places import Places
from maillage.agreements.queries.suite import outlook_of
from maillage.agreements.queries.timeline import latest_terms

_AS_GOOD = REGISTERED | {Means.HANDED_OVER}


def letters_of(told: Told, *, horizon: Horizon, day: dt.date) -> list[Letter]:
    """A letter for each partner, with the words of the clause; none for what is no notice."""
    ending, party = told.ending, told.ending.party
    if party is None:
        return []
    agreement = ending.agreement
    places = Places(agreement)
    place = places.of(ending.provision_id)
    current = outlook_of(agreement, horizon=horizon, day=day).current
    return [
        letter_of(
            way=ending.way,
            title=agreement.title,
            signed_on=agreement.signed_on,
            sender=_correspondent(party),
            addressee=_correspondent(one.party),
            means=_means(one),
            reason=ending.reason,
            period=ending.period,
            asked_on=ending.ends_on,
            term_on=current.early if current is not None else None,
            quote=_clause(ending, places),
            article=place.article if place is not None else "",
            dated_on=one.delivery.sent_on if one.delivery is not None else day,
        )
        for one in told.addressees
    ]


def warnings_of(told: Told, *, horizon: Horizon) -> list[str]:
    """A form that the text does not foresee (D4 art. 8; CPCE L100), a letter that nobody claimed (law.md rule 10)."""
    form = latest_terms(told.ending.agreement, horizon=horizon).get(TermName.NOTICE_FORM)
    is_registered = form is not None and form.value == "registered_letter"
    found = []
    for one in told.addressees:
        known, label = one.delivery, one.party.label
        if known is not None and is_registered and known.means not in _AS_GOOD:
            found.append(f"Le texte demande une lettre recommandée. Pour {label}, l’envoi a été fait autrement.")
        if known is not None and known.is_unclaimed and known.received_on is None:
            found.append(
                f"Le pli adressé à {label} n’a pas été réclamé : décidez de la date de réception à retenir, ou "
                "faites-le remettre par un commissaire de justice."
            )
    return found


def _clause(ending: Ending, places: Places) -> str:
    """The paragraph of the text that holds the words of the clause; the words alone when the text has changed since."""
    expression, start, end = places.expression, ending.start, ending.end
    if expression is None or expression.pk != ending.expression_id or start is None or end is None:
        return " ".join(ending.quote.split())
    first = expression.text.rfind("\n", 0, start) + 1
    last = expression.text.find("\n", end)
    return " ".join(expression.text[first : last if last >= 0 else None].split())


def _correspondent(party: Party) -> Correspondent:
    return Correspondent(party.name, party.seat, party.represented_by)


def _means(addressee: Addressee) -> str:
    known = addressee.delivery
    return str(Means(known.means if known is not None else Means.REGISTERED_LETTER).label).capitalize()
