"""The timeline of an agreement, drawn by the server and told by its table."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import Any

import pytest
from django.utils import timezone

from maillage.agreements.actions import ending
from maillage.agreements.calendar import Event, Kind
from maillage.agreements.ending_choices import EndingWay
from maillage.agreements.frieze import LABEL_WIDTH, LEFT, RIGHT, Known, draw, state_of
from maillage.agreements.models import Agreement
from maillage.agreements.queries.timeline import timeline_of
from tests.agreements.pages import address, sign_in, text
from tests.factories.agreements import confirmed, published
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice, signed_on=dt.date(2025, 3, 15))


def test_every_date_leads_back_to_its_words(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    page = text(sign_in(client, cast.eric), address("timeline", agreement))
    assert "Dernier jour prudent pour recevoir un préavis" in page
    assert "14 décembre 2027" in page
    assert "Code de procédure civile, articles 641 et 669" in page
    assert "préavis de trois mois</q>" in page
    html = client.get(address("timeline", agreement)).content.decode()
    assert html.count("/dispositions/") > 5


def test_the_drawing_has_a_title_and_words_for_whoever_does_not_see_it(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    html = sign_in(client, cast.eric).get(address("timeline", agreement)).content.decode()
    assert re.search(r"<title id=\"frise-titre\">Frise de l’accord PROTOCOLE", html)
    assert "Comité de suivi" in html[html.index("<desc") : html.index("</desc>")]
    assert "style=" not in html[html.index('<svg class="timeline"') : html.index("</figure>")]


def test_a_year_is_shown_alone_and_one_that_makes_no_sense_is_the_whole(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    sign_in(client, cast.alice)
    page = text(client, address("timeline", agreement) + "?annee=2027")
    assert "14 décembre 2027" in page
    assert "14 mars 2028" not in page
    assert "De 2025 à" in text(client, address("timeline", agreement) + "?annee=20270")


def test_without_any_date_the_page_says_what_is_wanted(client: ReadOnlyGet, cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    assert "Aucune date n’est encore connue." in text(sign_in(client, cast.alice), address("timeline", agreement))


def test_what_was_done_is_done_and_what_was_not_is_late(agreement: Agreement) -> None:
    past = dt.date(2026, 3, 15)
    events = on(agreement, past)
    known = {event: Known(event.kind == Kind.EVALUATION, is_late=event.kind == Kind.MEETING) for event in events}
    shown = {event.kind: state_of(event, dt.date(2026, 3, 20), said).word for event, said in known.items()}
    assert shown == {Kind.EVALUATION: "Fait", Kind.MEETING: "En retard de 5\u00a0jours"}


def on(agreement: Agreement, day: dt.date) -> list[Event]:
    return [event for event in timeline_of(agreement, until=day) if event.on == day]


def test_a_published_text_shows_nothing_of_what_happened_since(client: ReadOnlyGet, cast: Any) -> None:
    agreement = published(cast.departement, cast.ccas, by=cast.alice, signed_on=dt.date(2025, 3, 15))
    ending.state(
        agreement=agreement,
        way=EndingWay.ACCORD,
        decided_on=dt.date(2026, 2, 1),
        ends_on=dt.date(2026, 6, 30),
        by=cast.alice,
        at=timezone.now(),
    )
    assert "Les parties ont mis fin" in text(sign_in(client, cast.bob), address("timeline", agreement))
    assert "Les parties ont mis fin" not in text(sign_in(client, cast.chloe), address("timeline", agreement))


def test_knots_and_labels_never_lie_over_one_another(agreement: Agreement) -> None:
    events = timeline_of(agreement, until=dt.date(2060, 12, 31))
    frieze = draw(events, from_on=dt.date(2025, 1, 1), to_on=dt.date(2060, 12, 31), day=dt.date(2026, 3, 2))
    for lane in frieze.lanes:
        places = [knot.x for knot in lane.knots]
        assert places == sorted(places)
        assert all(LEFT <= x <= RIGHT for x in places)
        labels = [knot.x for knot in lane.knots if knot.date]
        assert all(after - before >= LABEL_WIDTH for before, after in itertools.pairwise(labels))
