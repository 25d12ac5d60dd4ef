"""An import from the file to the register, and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event
from maillage.organisations.actions import mandates
from maillage.organisations.actions import organisations as register
from maillage.organisations.choices import MandateFunction, OrganisationKind
from maillage.organisations.imports import beginning
from maillage.organisations.imports.columns import Matched
from maillage.organisations.imports.compare import compare
from maillage.organisations.imports.plan import OTHER, SKIP, Line, Outcome, Plan
from maillage.organisations.imports.undoing import StillNeeded, obstacles_to, undo
from maillage.organisations.imports.writing import PlanHasChanged, confirm
from maillage.organisations.models import Import, Mandate, Membership, Organisation, Person, Unit
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import MandateFactory, OrganisationFactory, PersonFactory, UnitFactory
from tests.factories.territories import TerritoryFactory
from tests.organisations.imports.messy import messy


def brought(cast: Cast, data: bytes | str, *, by: Any = None, organisation: Organisation | None = None) -> Import:
    """A file whose columns were read again."""
    content = data.encode() if isinstance(data, str) else data
    user = by or cast.alice
    imported = beginning.begin(
        organisation=organisation or cast.departement, file_name="a.csv", data=content, by=user, at=NOW
    )
    told = [Matched(table["sort"], table["fields"]) for table in imported.tables]
    return beginning.match(imported=imported, tables=told, revision=imported.revision)


def lines(plan: Plan) -> dict[str, Line]:
    """The lines by title, the last of namesakes."""
    return {line.title: line for line in plan.lines}


def planned(cast: Cast, data: bytes | str, **more: Any) -> dict[str, Line]:
    """What a file would do, by title."""
    imported = brought(cast, data, **more)
    return lines(compare(imported, by=imported.begun_by, at=NOW))


def done(cast: Cast, data: bytes | str) -> Import:
    """A file brought in and confirmed."""
    imported = brought(cast, data)
    plan = compare(imported, by=cast.alice, at=NOW)
    confirm(imported=imported, fingerprint=plan.fingerprint, by=cast.alice, at=NOW)
    imported.refresh_from_db()
    return imported


# ---------------------------------------------------------------- what would happen


def test_a_messy_workbook_is_told_line_by_line(cast: Cast) -> None:
    before = Organisation.objects.count()
    imported = brought(cast, messy())
    plan = compare(imported, by=cast.alice, at=NOW)

    told = [(line.line, line.outcome) for line in plan.sheets[0].lines]
    assert told == [
        (4, Outcome.CREATE),
        (5, Outcome.CREATE),
        (7, Outcome.CREATE),
        (8, Outcome.DOUBT),
        (9, Outcome.ERROR),
        (10, Outcome.ERROR),
        (11, Outcome.ERROR),
        (12, Outcome.SAME),
        (13, Outcome.ERROR),
        (14, Outcome.ERROR),
    ]
    by_line = {line.line: line for line in plan.sheets[0].lines}
    said = {
        number: f"{line.problems[0].column}: {line.problems[0].sentence}"
        for number, line in by_line.items()
        if line.problems
    }
    assert said == {
        9: "SIRET: Le SIRET « 123 » a 3 chiffres ; il en faut 14.",
        10: "Nature: La nature « Machin » n’est pas connue. Écrivez par exemple CCAS, commune, association ou autre.",
        11: "Nom: La cellule est vide.",
        13: ": La même organisation est à la ligne 5 du même fichier : gardez une seule des deux lignes.",
        14: "Nom: La cellule contient une formule : remplacez-la par sa valeur.",
    }
    assert by_line[8].candidates[0].label == "Trampoline"
    assert Organisation.objects.count() == before, "nothing is written before it is confirmed"


def test_units_and_people_of_the_same_file_find_each_other(cast: Cast) -> None:
    plan = compare(brought(cast, messy()), by=cast.alice, at=NOW)

    assert [(line.title, line.outcome) for line in plan.sheets[1].lines] == [
        ("Antenne des Forges", Outcome.CREATE),
        ("Équipe du soir", Outcome.CREATE),
        ("Équipe du matin", Outcome.ERROR),
        ("Accueil", Outcome.ERROR),
    ]
    assert "n’existe pas dans « Les Amarres »" in plan.sheets[1].lines[2].problems[0].sentence
    assert plan.sheets[1].lines[3].problems[0].sentence == "Vous ne tenez pas les unités de « CCAS de Montclair »."
    assert [(line.title, line.outcome) for line in plan.sheets[2].lines] == [
        ("Lila Santerre", Outcome.ERROR),
        ("Noé Bertaud", Outcome.CREATE),
        ("Hugo Marsan", Outcome.CREATE),
        ("Ida Carlier", Outcome.ERROR),
        ("Nour Haddad", Outcome.ERROR),
    ]
    assert (
        plan.sheets[2].lines[0].problems[0].sentence
        == "La date « 31/02/2024 » n’existe pas. Vérifiez le jour et le mois."
    )
    assert "fonctions publiques" in plan.sheets[2].lines[3].problems[0].sentence
    assert "n’est pas connue" in plan.sheets[2].lines[4].problems[-1].sentence


def test_a_known_organisation_shows_what_would_change_and_keeps_its_name(cast: Cast) -> None:
    line = planned(
        cast, "Nom;SIRET;Ville;Adresse\nAssociation Trampoline;99900307200017;Villebrume;6 quai des Forges\n"
    )["Association Trampoline"]

    assert line.outcome is Outcome.CHANGE
    assert [(change.label, change.before, change.after) for change in line.changes] == [
        ("Adresse", "", "6 quai des Forges"),
        ("Ville", "", "Villebrume"),
    ]
    assert line.notes == ["Le nom enregistré reste « Trampoline »."]


def test_an_organisation_that_others_keep_is_left_as_it_is(cast: Cast) -> None:
    line = planned(cast, "Nom;SIRET;Ville\nCCAS de Montclair;26990012200012;Ailleurs\n")["CCAS de Montclair"]

    assert (line.outcome, line.changes) == (Outcome.SAME, [])
    assert line.notes == ["D’autres tiennent cette fiche : elle reste telle quelle."]


def test_an_empty_cell_erases_nothing(cast: Cast) -> None:
    OrganisationFactory(name="Les Amarres", city="Montclair", address="3 rue des Ateliers")

    assert (
        planned(cast, "Nom;Nature;Ville;Adresse\nLes Amarres;Association;Montclair;\n")["Les Amarres"].outcome
        is Outcome.SAME
    )


@pytest.mark.parametrize(
    ("name", "more", "reason"),
    [
        ("Les Amares", {"city": "Montclair"}, "nom proche"),
        ("Les Amarres", {"city": "Rochebelle"}, "même nom, autre ville"),
        ("Cap jeunes", {"address": "3 rue des Ateliers", "postal_code": "99000"}, "même adresse"),
    ],
)
def test_likely_duplicates_are_proposed_with_their_reason(
    cast: Cast, name: str, more: dict[str, str], reason: str
) -> None:
    OrganisationFactory(name="Les Amarres", city="Montclair", address="3, rue des Ateliers", postal_code="99000")
    cells = {"city": "", "address": "", "postal_code": ""} | more

    line = planned(
        cast,
        f"Nom;Nature;Ville;Adresse;CP\n{name};Association;{cells['city']};{cells['address']};{cells['postal_code']}\n",
    )[name]

    assert line.outcome is Outcome.DOUBT
    assert [(one.label, one.reason) for one in line.candidates] == [("Les Amarres", reason)]


def test_a_commune_and_its_ccas_are_not_proposed_as_one(cast: Cast) -> None:
    OrganisationFactory(is_commune=True, name="Villebrume", address="2 place du Marché", postal_code="99200")

    line = planned(cast, "Nom;Nature;Adresse;CP\nCCAS Villebrume;CCAS;2 place du Marché;99200\n")["CCAS Villebrume"]

    assert line.outcome is Outcome.CREATE


def test_a_decision_settles_a_doubt(cast: Cast) -> None:
    known = OrganisationFactory(name="Les Amarres", city="Montclair")
    imported = brought(cast, "Nom;Nature;Ville;CP\nLes Amares;Association;Montclair;99000\n")
    for choice, outcome in (
        (str(known.pk), Outcome.CHANGE),
        (OTHER, Outcome.CREATE),
        (SKIP, Outcome.SKIP),
        ("", Outcome.DOUBT),
    ):
        imported = beginning.decide(imported=imported, choices={"0:2": choice}, revision=imported.revision)
        assert lines(compare(imported, by=cast.alice, at=NOW))["Les Amares"].outcome is outcome


def test_a_decision_for_a_row_that_was_not_proposed_settles_nothing(cast: Cast) -> None:
    OrganisationFactory(name="Les Amarres", city="Montclair")
    imported = brought(cast, "Nom;Nature;Ville\nLes Amares;Association;Montclair\n")

    imported = beginning.decide(
        imported=imported, choices={"0:2": str(cast.departement.pk)}, revision=imported.revision
    )

    assert lines(compare(imported, by=cast.alice, at=NOW))["Les Amares"].outcome is Outcome.DOUBT


def test_a_territory_is_found_by_name_or_code_and_namesakes_by_postal_code(cast: Cast) -> None:
    first = TerritoryFactory(name="Saint-Maur", code="99037", postal_codes="99240")
    TerritoryFactory(name="Saint-Maur", code="99038", postal_codes="99250")

    told = planned(
        cast,
        "Nom;Nature;Commune;CP\nUn;Association;St-Maur;99240\nDeux;Association;99037;\nTrois;Association;Saint-Maur;\nQuatre;Association;Nulle-Part;\n",
    )

    assert told["Un"].values["territory"] == told["Deux"].values["territory"] == first
    assert "Plusieurs territoires" in told["Trois"].problems[0].sentence
    assert "n’est pas connu" in told["Quatre"].problems[0].sentence


def test_a_second_president_is_refused(cast: Cast) -> None:
    MandateFactory(
        organisation=cast.departement,
        is_president=True,
        person=PersonFactory(first_name="Solène", last_name="Marchadier"),
    )

    line = planned(cast, "Nom;Prénom;Organisation;Fonction\nAutre;Jean;Département de l’Ourcelle;Président\n")[
        "Jean Autre"
    ]

    assert line.problems[0].sentence == "Solène Marchadier exerce déjà cette fonction : mettez-y d’abord fin."


def test_a_namesake_elsewhere_is_a_doubt_and_her_address_is_not_told(cast: Cast) -> None:
    other = MandateFactory(
        person=PersonFactory(first_name="Lila", last_name="Santerre", email="lila@ailleurs.example"),
        function=MandateFunction.DIRECTOR,
    )

    line = planned(
        cast, "Nom;Prénom;Mail;Organisation\nSanterre;Lila;lila@ourcelle.example;Département de l’Ourcelle\n"
    )["Lila Santerre"]

    assert line.outcome is Outcome.DOUBT
    assert line.candidates[0].id == other.person_id
    assert "ailleurs.example" not in str(line)


def test_an_address_that_one_may_not_see_identifies_nobody(cast: Cast) -> None:
    MandateFactory(
        person=PersonFactory(first_name="Ada", last_name="Quesnel", email="secret@ailleurs.example"),
        function=MandateFunction.DIRECTOR,
    )

    line = planned(
        cast, "Nom;Prénom;Mail;Organisation\nAutre;Jean;secret@ailleurs.example;Département de l’Ourcelle\n"
    )["Jean Autre"]

    assert (line.outcome, line.candidates) == (Outcome.CREATE, [])


def test_a_colleague_is_recognised_and_her_telephone_added(cast: Cast) -> None:
    held = MandateFactory(organisation=cast.departement, person=PersonFactory(first_name="Lila", last_name="Santerre"))

    line = planned(cast, "Nom;Prénom;Tél;Organisation\nSANTERRE;lila;0399001234;Département de l’Ourcelle\n")[
        "lila SANTERRE"
    ]

    assert (line.outcome, line.target.id if line.target else None) == (Outcome.CHANGE, held.person_id)
    assert [(change.label, change.after) for change in line.changes] == [("Téléphone", "03 99 00 12 34")]


# ---------------------------------------------------------------- writing, and taking back


def test_a_confirmed_import_writes_all_and_forgets_the_file(cast: Cast) -> None:
    imported = done(cast, messy())

    amarres = Organisation.objects.get(name="Les Amarres")
    assert (amarres.siret, amarres.postal_code, amarres.kind) == (
        "99900412000013",
        "99000",
        OrganisationKind.ASSOCIATION,
    )
    assert Membership.objects.filter(federation=cast.federation, member=amarres, from_on=TODAY).exists()
    antenne = Unit.objects.get(name="Antenne des Forges")
    assert (antenne.parent, antenne.from_on, str(antenne.label)) == (cast.solidarites, dt.date(2024, 9, 2), "antenne")
    noe = Person.objects.get(last_name="Bertaud")
    assert (noe.phone, noe.mandates.get().unit, noe.mandates.get().title) == (
        "03 99 00 12 35",
        antenne,
        "Chargé de mission",
    )
    assert Mandate.objects.get(organisation=amarres, function=MandateFunction.PRESIDENT).from_on == dt.date(2021, 5, 12)
    assert not Person.objects.filter(last_name="Santerre").exists()
    assert (imported.tables, imported.counts["create"]) == ([], 7)
    assert Event.objects.filter(verb="import-confirmed", subject_id=str(imported.pk)).exists()


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    done(cast, messy())

    plan = compare(brought(cast, messy()), by=cast.alice, at=NOW)

    assert not plan.counts[Outcome.CREATE]
    assert not plan.counts[Outcome.CHANGE]


def test_what_is_written_is_what_was_shown(cast: Cast) -> None:
    imported = brought(cast, "Nom;Nature\nLes Amarres;Association\n")
    shown = compare(imported, by=cast.alice, at=NOW).fingerprint
    OrganisationFactory(name="Les Amarres")

    with pytest.raises(PlanHasChanged):
        confirm(imported=imported, fingerprint=shown, by=cast.alice, at=NOW)
    assert Organisation.objects.filter(name="Les Amarres").count() == 1


def test_a_refusal_on_the_way_writes_nothing_at_all(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_kwargs: Any) -> None:
        raise Refusal("Non.")

    imported = brought(cast, messy())
    plan = compare(imported, by=cast.alice, at=NOW)
    before = Organisation.objects.count()
    monkeypatch.setattr("maillage.organisations.actions.people.create", refuse)

    with pytest.raises(Refusal, match=r"Ligne 3, Noé Bertaud : Non\. Rien n’a été écrit\."):
        confirm(imported=imported, fingerprint=plan.fingerprint, by=cast.alice, at=NOW)
    assert Organisation.objects.count() == before


def test_an_import_is_undone_whole(cast: Cast) -> None:
    cast.member.city = "Montclair"
    cast.member.save()
    rows = {
        model: set(model.objects.values_list("pk", flat=True))
        for model in (Organisation, Unit, Person, Mandate, Membership)
    }
    imported = done(cast, "Nom;SIRET;Ville\nTrampoline;99900307200017;Villebrume\n")
    assert Organisation.objects.get(pk=cast.member.pk).city == "Villebrume"
    second = done(cast, messy())

    undo(imported=second, by=cast.alice, at=NOW)
    undo(imported=imported, by=cast.alice, at=NOW)

    assert {model: set(model.objects.values_list("pk", flat=True)) for model in rows} == rows
    assert Organisation.objects.get(pk=cast.member.pk).city == "Montclair"
    assert Event.objects.filter(verb="import-undone").count() == 2
    with pytest.raises(Refusal):
        undo(imported=imported, by=cast.alice, at=NOW)


def test_a_moved_unit_goes_back_with_all_below_it(cast: Cast) -> None:
    below = UnitFactory(parent=cast.maison, name="Accueil de jour")
    other = UnitFactory(organisation=cast.departement, name="Direction de l’enfance")
    imported = done(
        cast, f"Organisme;Nom du service;Rattachement\nDépartement de l’Ourcelle;{cast.maison.name};{other.name}\n"
    )
    assert Unit.objects.get(pk=below.pk).path.startswith(other.path)

    undo(imported=imported, by=cast.alice, at=NOW)

    assert Unit.objects.get(pk=cast.maison.pk).parent == cast.solidarites
    assert Unit.objects.get(pk=below.pk).path.startswith(cast.solidarites.path)


def test_what_others_built_on_stops_the_undoing(cast: Cast) -> None:
    imported = done(cast, messy())
    amarres = Organisation.objects.get(name="Les Amarres")
    hugo = Person.objects.get(last_name="Marsan")
    mandates.begin(person=hugo, organisation=amarres, function="signatory", from_on=TODAY, by=cast.alice, at=NOW)
    register.edit(organisation=amarres, values={"city": "Rochebelle"}, by=cast.alice, at=NOW)

    found = obstacles_to(imported)

    assert "« Les Amarres » a été modifié depuis" in found
    assert "« Hugo Marsan » porte fonction" in found
    with pytest.raises(StillNeeded):
        undo(imported=imported, by=cast.alice, at=NOW)
    assert Organisation.objects.filter(pk=amarres.pk).exists()


# ---------------------------------------------------------------- columns and decisions


def test_a_table_whose_sort_changes_is_guessed_anew(cast: Cast) -> None:
    imported = beginning.begin(
        organisation=cast.departement, file_name="a.csv", data=b"Nom;Ville\nx;y\n", by=cast.alice, at=NOW
    )
    assert imported.tables[0]["sort"] == "organisations"

    with pytest.raises(Refusal, match="aucune colonne ne dit « Organisation », qui est nécessaire"):
        beginning.match(imported=imported, tables=[Matched("units", ["", ""])], revision=0)


def test_two_columns_do_not_say_the_same(cast: Cast) -> None:
    imported = beginning.begin(
        organisation=cast.departement, file_name="a.csv", data=b"Nom;Ville\nx;y\n", by=cast.alice, at=NOW
    )

    with pytest.raises(Refusal, match="deux colonnes disent « Nom »"):
        beginning.match(imported=imported, tables=[Matched("organisations", ["name", "name"])], revision=0)


def test_an_old_page_decides_nothing(cast: Cast) -> None:
    imported = brought(cast, "Nom;Nature\nLes Amarres;Association\n")

    with pytest.raises(StaleRevision):
        beginning.decide(imported=imported, choices={"0:2": SKIP}, revision=imported.revision - 1)


def test_a_name_of_file_keeps_no_folder(cast: Cast) -> None:
    imported = beginning.begin(
        organisation=cast.departement,
        file_name="C:\\Users\\x\\partenaires.csv",
        data=b"Nom\nx\n",
        by=cast.alice,
        at=NOW,
    )

    assert imported.file_name == "partenaires.csv"


def test_an_import_that_was_dropped_is_gone(cast: Cast) -> None:
    imported = brought(cast, "Nom;Nature\nLes Amarres;Association\n")

    beginning.drop(imported=imported)

    assert not Import.objects.exists()
