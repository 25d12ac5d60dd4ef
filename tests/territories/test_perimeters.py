"""Drawing perimeters: who may, what is refused, what is written."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.base.identifiers import uuid7
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event
from maillage.journal.sentences import tell
from maillage.territories import policies
from maillage.territories.actions.demo import COMMUNES, draw_demo_quarters, load_demo
from maillage.territories.actions.perimeters import NotYours, change_perimeter, draw_perimeter
from maillage.territories.choices import PerimeterKind
from maillage.territories.drawing import Drawing
from maillage.territories.models import Territory
from tests.factories.territories import TerritoryFactory
from tests.territories.test_pages import text_of

pytestmark = pytest.mark.django_db
NEW = "/territoires/perimetres/nouveau/"


def edit(perimeter: Territory) -> str:
    return reverse("territories:perimeter_edit", args=[perimeter.pk])


def typed(**changes: Any) -> dict[str, Any]:
    return {"name": "Les Tilleuls", "nature": "priority_quarter", "description": "Autour du stade."} | changes


def test_until_a_higher_room_answers_nobody_may_draw(reader: Client, nobody_may: None) -> None:
    perimeter = TerritoryFactory(is_perimeter=True)

    for address in (NEW, edit(perimeter)):
        assert reader.get(address).status_code == 403
        assert reader.post(address, typed()).status_code == 403
    assert "Modifier" not in text_of(reader.get(perimeter.get_absolute_url()))
    assert "Tracer un périmètre" not in text_of(reader.get("/territoires/"))


def test_a_perimeter_is_drawn_and_told_in_the_journal(reader: Client, owner: Any, user: Any) -> None:
    commune = TerritoryFactory(name="Montclair")
    assert "Tracer un périmètre" in text_of(reader.get("/territoires/"))
    assert "Département de l’Ourcelle" in text_of(reader.get(NEW))

    answer = reader.post(NEW, typed(owner=str(owner.id), parts=[str(commune.pk)], from_on="2024-01-01"))

    perimeter = Territory.objects.perimeters().get()
    assert answer.headers["Location"] == perimeter.get_absolute_url()
    assert (perimeter.name, perimeter.nature, perimeter.owner_id) == ("Les Tilleuls", "priority_quarter", owner.id)
    assert (perimeter.from_on, perimeter.to_on) == (dt.date(2024, 1, 1), None)
    assert list(perimeter.parts.all()) == [commune]
    event = Event.objects.get()
    assert (event.verb, event.actor_id, event.organisation_id) == ("perimeter-drawn", user.pk, owner.id)
    assert "« Les Tilleuls »" in tell([event])[0].sentence
    assert Territory.objects.search("tilleuls").get() == perimeter


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Ce champ est obligatoire."),
        ({"description": ""}, "Dites où se trouve ce périmètre"),
        ({"nature": "canton"}, "Sélectionnez un choix valide"),
        ({"from_on": "2024-01-02", "to_on": "2024-01-01"}, "La date de fin précède la date de début."),
        ({"owner": str(uuid7())}, "Sélectionnez un choix valide"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    reader: Client, owner: Any, changes: dict[str, str], sentence: str
) -> None:
    page = reader.post(NEW, typed(owner=str(owner.id)) | changes)

    assert page.status_code == 200
    assert sentence in text_of(page)
    assert not Territory.objects.exists()


def test_without_htmx_the_button_searches_and_keeps_what_was_typed(reader: Client, owner: Any) -> None:
    commune = TerritoryFactory(name="Montclair")

    page = text_of(reader.post(NEW, typed(owner=str(owner.id), parts_mots="mont", parts_chercher="1")))

    assert f'name="parts" value="{commune.pk}"' in page
    assert 'value="Les Tilleuls"' in page
    assert "à corriger" not in page
    assert not Territory.objects.perimeters().exists()


def test_a_perimeter_is_changed_and_the_journal_names_the_fields(reader: Client, owner: Any) -> None:
    before, after = TerritoryFactory(name="Montclair"), TerritoryFactory(name="Villebrume")
    perimeter = TerritoryFactory(is_perimeter=True, name="Tilleuls", owner_id=owner.id, parts=[before])
    page = text_of(reader.get(edit(perimeter)))
    assert 'value="Tilleuls"' in page
    assert f'value="{before.pk}" checked' in page

    reader.post(edit(perimeter), typed(parts=[str(after.pk)], revision="0"))

    perimeter.refresh_from_db()
    assert (perimeter.name, perimeter.revision, list(perimeter.parts.all())) == ("Les Tilleuls", 1, [after])
    assert Event.objects.get().fields == ["description", "name", "nature", "parts"]


def test_a_form_sent_with_an_old_revision_is_refused_and_keeps_what_was_typed(reader: Client, owner: Any) -> None:
    perimeter = TerritoryFactory(is_perimeter=True, name="Tilleuls", owner_id=owner.id, revision=3)

    page = text_of(reader.post(edit(perimeter), typed(revision="2")))

    assert "Quelqu’un d’autre a modifié cette page" in page
    assert 'value="Les Tilleuls"' in page
    perimeter.refresh_from_db()
    assert (perimeter.name, perimeter.revision) == ("Tilleuls", 3)
    assert 'name="revision" value="3"' in page
    reader.post(edit(perimeter), typed(revision="3"))
    perimeter.refresh_from_db()
    assert perimeter.name == "Les Tilleuls"


def test_the_perimeter_of_another_organisation_is_seen_and_not_changed(reader: Client, owner: Any) -> None:
    perimeter = TerritoryFactory(is_perimeter=True)

    assert reader.get(perimeter.get_absolute_url()).status_code == 200
    assert reader.get(edit(perimeter)).status_code == 403
    assert reader.post(edit(perimeter), typed(revision="0")).status_code == 403


def test_what_is_no_perimeter_has_no_page_to_change_it(reader: Client, owner: Any) -> None:
    assert reader.get(edit(TerritoryFactory())).status_code == 404


def test_the_actions_ask_the_policy_by_themselves(user: Any, owner: Any) -> None:
    drawing = Drawing("Halles", PerimeterKind.QUARTER, description="Le centre.")

    with pytest.raises(NotYours):
        draw_perimeter(drawing=drawing, owner_id=uuid7(), by=user, at=timezone.now())
    for row in (TerritoryFactory(is_perimeter=True), TerritoryFactory()):
        with pytest.raises(NotYours):
            change_perimeter(perimeter=row, drawing=drawing, revision=0, by=user, at=timezone.now())
    mine = TerritoryFactory(is_perimeter=True, owner_id=owner.id)
    with pytest.raises(StaleRevision):
        change_perimeter(perimeter=mine, drawing=drawing, revision=7, by=user, at=timezone.now())


def test_a_perimeter_is_not_made_of_perimeters(user: Any, owner: Any) -> None:
    drawing = Drawing("Halles", PerimeterKind.SECTOR, parts=(TerritoryFactory(is_perimeter=True),))

    with pytest.raises(Refusal, match="pas d’autres périmètres"):
        draw_perimeter(drawing=drawing, owner_id=owner.id, by=user, at=timezone.now())


def test_who_answers_for_rights_can_be_told_again() -> None:
    before = policies.register()

    assert policies.owners_for(object(), at=timezone.now()) == []
    assert not policies.may_edit_perimeter(object(), organisation_id=uuid7(), at=timezone.now())
    assert policies.owner_name(uuid7()) == policies.owner_name(None) == ""
    policies.register(may_edit=before[0], owners=before[1], names=before[2])


def test_the_imaginary_departement_is_added_once_and_flagged() -> None:
    at = timezone.now()

    found = load_demo(at=at)

    assert load_demo(at=at) == found
    assert Territory.objects.count() == len(found) == 4 + len(COMMUNES)
    assert not Territory.objects.filter(is_fictional=False).exists()
    assert found["99001"].epci == found["249900010"]
    assert found["99001"].departement == found["99"]
    assert found["99"].region == found["region"]


def test_the_quarters_of_the_demonstration_are_drawn_for_their_owners_once() -> None:
    at, montclair = timezone.now(), uuid7()

    drawn = draw_demo_quarters(owners={"99001": montclair}, at=at)

    assert draw_demo_quarters(owners={"99001": montclair}, at=at) == drawn
    assert [row.name for row in drawn] == [
        "Halles (Montclair)",
        "Les Tilleuls (Montclair)",
        "Plaine-Saint-Jean (Montclair)",
    ]
    assert {row.owner_id for row in drawn} == {montclair}
    assert [str(part) for part in drawn[0].parts.all()] == ["Montclair (99001)"]
