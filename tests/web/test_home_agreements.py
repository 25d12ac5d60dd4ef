"""What agreements bring to the home, and to the search of all rooms."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.utils import timezone

from maillage.accounts.queries import presence_of
from maillage.agreements.actions import answering
from maillage.agreements.choices import DefectState, FindingState
from maillage.agreements.models import Agreement, Defect, Finding, Objection, Party, Term
from maillage.organisations.models import User
from maillage.web.home import Visit, home_of
from tests.cast import Cast
from tests.factories.agreements import brought, confirmed, published
from tests.helpers import ReadOnlyGet, assert_flat
from tests.web.conftest import Enter

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def visit(user: User) -> Visit:
    now = timezone.now()
    there = presence_of(user, at=now)
    return Visit(user, now, there.rights, grants=there.grants)


def expected(user: User) -> dict[str, str]:
    lines = home_of(visit(user)).expected
    return {line.title: line.words for line in lines if "comptes" not in line.title}


def ending(cast: Cast, on: dt.date, **facts: Any) -> Agreement:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=on, **facts)
    agreement.refresh_from_db()
    return agreement


def test_a_draft_waits_for_those_who_may_confirm_it(cast: Cast) -> None:
    agreement = brought(cast.departement, by=cast.alice)
    count = Finding.objects.filter(agreement=agreement).count()
    title = f"Confirmer la lecture : {agreement.title}"
    flaws = Defect.objects.filter(agreement=agreement).count()
    said = f"Rien n’est encore vérifié : {count}\u00a0éléments à voir. La relecture signale {flaws}\u00a0défauts."
    assert expected(cast.alice) == {title: said}
    assert expected(cast.eric) == {}
    assert expected(cast.bob) == {}
    first = Finding.objects.filter(agreement=agreement).order_by("pk")[0]
    Finding.objects.filter(pk=first.pk).update(state=FindingState.ACCEPTED, decided_at=timezone.now())
    Defect.objects.update(state=DefectState.MENDED, decided_at=timezone.now())
    assert expected(cast.alice)[title] == f"Il reste {count - 1}\u00a0éléments à vérifier sur {count}."
    Finding.objects.update(state=FindingState.ACCEPTED, decided_at=timezone.now())
    assert expected(cast.alice)[title] == "Tout est vérifié : il reste à confirmer."


def test_the_list_has_the_drafts_that_the_home_does_not_show(cast: Cast, enter: Enter) -> None:
    for _ in range(6):
        brought(cast.departement, by=cast.alice)
    lines = home_of(visit(cast.alice)).expected
    assert sum(line.title.startswith("Confirmer la lecture") for line in lines) == 4
    (more,) = [line for line in lines if line.title.startswith("D’autres brouillons")]
    assert enter(cast.alice).get(more.address).content.decode().count("Brouillon</span>") == 6


def test_a_reading_is_to_be_approved_by_the_party_that_is_asked_until_it_leaves(cast: Cast) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    answering.ask_parties(agreement=agreement, by=cast.alice, at=timezone.now())
    (title,) = expected(cast.bob)
    assert title == f"Dire si vous lisez de même : {agreement.title}"
    assert "Département de l’Ourcelle" in expected(cast.bob)[title]
    assert expected(cast.alice) == {}
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=in_days(-1))
    assert expected(cast.bob) == {}


def test_a_contested_point_waits_for_who_brought_the_agreement(cast: Cast) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    finding = Finding.objects.filter(agreement=agreement).order_by("pk")[0]
    party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
    Objection.objects.create(finding=finding, party=party, reason="mot " * 80, raised_at=timezone.now())
    (title,) = expected(cast.alice)
    assert title.startswith("Régler une contestation")
    words = expected(cast.alice)[title]
    assert "conteste un point de la lecture" in words
    assert len(words) < 250
    assert not [title for title in expected(cast.bob) if "contestation" in title]
    assert expected(cast.chloe) == {}


def test_an_end_that_comes_near_is_prepared_by_partners_and_known_by_readers(cast: Cast) -> None:
    agreement = ending(cast, in_days(60))
    Term.objects.filter(agreement=agreement, name="renewal_mode").update(value="tacit")
    for user in (cast.alice, cast.bob):
        assert "reconduction est tacite" in expected(user)[f"Préparer la suite : {agreement.title}"]
    assert expected(cast.eric) == {}
    (line,) = home_of(visit(cast.eric)).coming
    assert (line.on, line.detail) == (in_days(60), agreement.title)
    assert home_of(visit(cast.chloe)).coming == []


@pytest.mark.parametrize("facts", [{"archived_at": timezone.now()}, {"confirmed_at": None, "published_at": None}])
def test_what_is_archived_or_not_confirmed_does_not_end(cast: Cast, facts: dict[str, Any]) -> None:
    ending(cast, in_days(60), **facts)
    assert not [title for title in expected(cast.bob) if title.startswith("Préparer la suite")]


def test_an_end_far_away_is_no_task_but_a_partnership(cast: Cast) -> None:
    agreement = ending(cast, in_days(400))
    assert expected(cast.alice) == {}
    (line,) = [one for one in home_of(visit(cast.alice)).partnerships if one.name == agreement.title]
    assert line.bond == "Accord entre le Département et le CCAS"
    assert line.on == in_days(400)


def test_a_party_that_left_has_neither_task_nor_partnership(cast: Cast) -> None:
    agreement = ending(cast, in_days(60))
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=in_days(-2))
    assert expected(cast.bob) == {}
    assert agreement.title not in [line.name for line in home_of(visit(cast.bob)).partnerships]


def test_a_published_agreement_of_others_is_no_partnership(cast: Cast) -> None:
    agreement = published(cast.departement, cast.ccas)
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=in_days(30))
    assert agreement.title not in [line.name for line in home_of(visit(cast.chloe)).partnerships]
    assert home_of(visit(cast.chloe)).coming == []


def test_the_home_asks_as_often_whatever_the_agreements(cast: Cast, enter: Enter) -> None:
    def grow() -> None:
        brought(cast.departement, by=cast.alice)
        agreement = ending(cast, in_days(45))
        other = confirmed(cast.ccas, cast.departement, by=cast.bob)
        answering.ask_parties(agreement=other, by=cast.bob, at=timezone.now())
        finding = Finding.objects.filter(agreement=agreement).order_by("pk")[0]
        party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
        Objection.objects.create(finding=finding, party=party, reason="non", raised_at=timezone.now())

    grow()
    assert_flat(enter(cast.alice), "/", grow)


# ---------------------------------------------------------------- the search of all rooms


def read(client: ReadOnlyGet, query: str, **more: str) -> str:
    page = client.get("/recherche/", {"q": query, **more}).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def test_agreements_are_found_by_words_of_their_texts(cast: Cast, enter: Enter) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    client = enter(cast.bob)
    for query in ("hebdomadaire", "hebdomadere", "permanence solidarités"):
        assert agreement.title in read(client, query), query
    assert agreement.title in read(client, "hebdomadaire", dans="conventions")
    assert agreement.title not in read(client, "zzz", dans="conventions")


def test_the_search_of_all_rooms_shows_nothing_of_what_one_may_not_read(cast: Cast, enter: Enter) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    assert agreement.title not in read(enter(cast.chloe), "hebdomadaire")
    Agreement.objects.filter(pk=agreement.pk).update(archived_at=timezone.now())
    assert agreement.title not in read(enter(cast.bob), "hebdomadaire"), "archives are in the list alone"
