"""Models: each text, filled, is read back by the reader itself, without an error; nothing typed changes its form."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.agreements.choices import DocumentRole, FindingSort
from maillage.agreements.drafting import words
from maillage.agreements.drafting.composing import Side, compose, to_docx
from maillage.agreements.drafting.models import BY_SLUG, MODELS, Model
from maillage.agreements.forms.drafting import TermsForm
from maillage.agreements.models import Agreement, Document, Finding
from maillage.files import media
from maillage.reading import Reading, read_bytes

TITLES = {
    "charte": "Charte de partenariat pour l’enfance",
    "convention": "Convention de partenariat pour l’accès aux droits",
    "protocole": "Protocole local de Montclair",
    "objectifs-et-moyens": "Convention d’objectifs et de moyens 2026-2028",
    "projet-social-de-territoire": "Convention relative au projet social de territoire de Montclair",
    "avenant": "Avenant n° 1 au protocole local de Montclair",
}
ANSWERS = {
    "subject": "la coordination de l’action sociale à Montclair",
    "territory": "la commune de Montclair",
    "context": "Le territoire compte 9 600 habitants.",
    "effect": "last_signature",
    "duration": 3,
    "renewal": "express",
    "renewal_years": 2,
    "renewal_times": 2,
    "notice_months": 3,
    "meetings": "deux fois par an",
    "evaluation": "chaque année",
    "amount": 30_000,
    "advance": 80,
    "amended": "Protocole local de Montclair",
    "amended_on": dt.date(2024, 3, 4),
    "amended_article": "5",
    "wording": "Un comité de suivi se réunit chaque trimestre.",
    "court": "",
    "place": "Montclair",
}


def sides(model: Model) -> list[Side]:
    """A département, a CCAS unless money is given, and an association."""
    public = tuple(model.by_public.splitlines())
    private = tuple(model.by_private.splitlines())
    given = dt.date(2026, 2, 10)
    departement = Side(
        "le Département de l’Ourcelle",
        "le Département",
        "departement",
        "12 cours de la République, 99000 Montclair",
        "Madame Solène Marchadier",
        "présidente du conseil départemental",
        "la commission permanente",
        "CP-2026-031",
        given,
        public,
    )
    ccas = Side(
        "le CCAS de Montclair",
        "le CCAS",
        "ccas",
        "8 rue Saint-Aubin, 99000 Montclair",
        "Madame Claire Moreau",
        "présidente du CCAS",
        "le conseil d’administration",
        "2026-07",
        given,
        public,
    )
    association = Side(
        "l’association Trampoline",
        "l’Association",
        "association",
        "6 quai des Forges, 99200 Villebrume",
        "Monsieur Ali Bensaïd",
        "président",
        "le conseil d’administration",
        "",
        given,
        private,
    )
    return [departement, association] if model.gives_grant else [departement, ccas, association]


def reading(model: Model, **answers: Any) -> Reading:
    """The reading of the document that a model makes."""
    text = compose(model, title=TITLES[model.slug], sides=sides(model), answers=ANSWERS | answers)
    return read_bytes(to_docx(text), "texte.docx")


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.slug)
def test_each_model_is_read_back_whole_and_without_an_error(model: Model) -> None:
    read = reading(model)
    wanted = sides(model)
    assert read.is_agreement
    assert read.title == TITLES[model.slug].upper()
    assert [one.short_name for one in read.parties] == [one.short for one in wanted]
    assert [one.capacity for one in read.parties] == [one.capacity for one in wanted]
    assert [one.authority.date for one in read.parties if one.authority] == ["2026-02-10"] * len(wanted)
    assert not [one.message for one in read.review if one.severity == "error"]
    assert {one.code for one in read.review} <= {"signature-sans-date"}, "the day of signing is left to write"
    assert read.terms.effect_trigger is not None
    assert read.terms.effect_trigger.value == "last_signature"
    if model.amends:
        return
    assert {name: getattr(read.terms, name).value for name in TERMS} == TERMS
    assert "comité de suivi" in [one.name for one in read.bodies]
    assert {one.binding for one in read.commitments} >= {"one", "all"} - ({"all"} if model.gives_grant else set())
    for party, side in zip(read.parties, wanted, strict=True):
        owed = [one.text for one in read.commitments if party.id in one.bearers]
        assert len(owed) >= len(side.commitments) > 1


TERMS = {
    "duration": "P3Y",
    "renewal_mode": "express",
    "renewal_period": "P2Y",
    "notice_period": "P3M",
    "notice_form": "registered_letter",
    "amendment_by": "amendment",
    "evaluation_periodicity": "P1Y",
    "dispute_amicable_first": True,
}


@pytest.mark.parametrize(
    "model", [one for one in MODELS if one.takes_tacit_renewal and not one.amends], ids=lambda one: one.slug
)
def test_a_tacit_renewal_has_a_length_a_limit_and_a_way_to_prevent_it(model: Model) -> None:
    read = reading(model, renewal="tacit", renewal_years=1, effect="notification")
    assert read.terms.renewal_mode is not None
    assert read.terms.renewal_mode.value == "tacit"
    assert read.terms.renewal_period is not None
    assert read.terms.renewal_period.value == "P1Y"
    assert read.terms.renewal_max_times is not None
    assert read.terms.renewal_max_times.value == 2
    assert not [one.message for one in read.review if one.severity == "error" or one.code.startswith("reconduction")]


def test_a_fixed_date_and_an_end_without_renewal_are_read(cast: Any) -> None:
    read = reading(
        BY_SLUG["protocole"], effect="fixed_date", effect_on=dt.date(2026, 5, 1), renewal="none", court="Rochebelle"
    )
    assert read.terms.effect_date is not None
    assert read.terms.effect_date.value == "2026-05-01"
    assert read.terms.renewal_mode is not None
    assert read.terms.renewal_mode.value == "none"
    assert read.terms.dispute_court is not None
    assert "Rochebelle" in read.terms.dispute_court.value


def test_the_payments_make_the_amount_and_a_grant_never_renews_by_itself() -> None:
    read = reading(BY_SLUG["objectifs-et-moyens"])
    amounts = [one.value for one in read.mentions if one.kind == "amount"]
    assert {"30000.00", "24000.00", "6000.00"} <= set(amounts)
    form = TermsForm(model=BY_SLUG["objectifs-et-moyens"])
    assert "tacit" not in dict(form.fields["renewal"].choices)  # type: ignore[attr-defined]
    assert max(int(value) for value, _label in form.fields["duration"].choices) == 4  # type: ignore[attr-defined]


def test_what_is_left_blank_is_told_by_the_review() -> None:
    model = BY_SLUG["protocole"]
    blank = [Side(one.name, one.short, one.kind, body=one.body, commitments=one.commitments) for one in sides(model)]
    read = read_bytes(to_docx(compose(model, title="Protocole local", sides=blank, answers=ANSWERS)), "a.docx")
    assert [one.code for one in read.review].count("delib-en-blanc") == 2


@pytest.mark.parametrize(
    "nasty",
    [
        "# Titre",
        "**gras** <script>alert(1)</script>",
        "[lien](https://exemple.fr)",
        "fin \\",
        "1. un\n2. deux",
        "{{ title }} {% x %}",
    ],
)
def test_nothing_typed_changes_the_form_of_the_text(nasty: str) -> None:
    text = compose(
        BY_SLUG["charte"], title="Charte", sides=sides(BY_SLUG["charte"]), answers=ANSWERS | {"subject": nasty}
    )
    read = read_bytes(to_docx(text), "a.docx")
    assert " ".join(nasty.split()) in read.text
    assert len(read.articles) == 13


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("Département de l’Ourcelle", "departement", "le Département de l’Ourcelle"),
        ("Commune de Montclair", "commune", "la Commune de Montclair"),
        ("Trampoline", "association", "l’association Trampoline"),
        ("Association Les Amarres", "association", "l’association Les Amarres"),
        ("La Passerelle", "association", "La Passerelle"),
        ("Fédération Enfance Ourcelle", "federation", "la Fédération Enfance Ourcelle"),
        ("Union des solidarités", "federation", "l’Union des solidarités"),
        ("Syndicat numérique", "other", "Syndicat numérique"),
    ],
)
def test_a_text_names_an_organisation_with_its_article(name: str, kind: str, told: str) -> None:
    assert words.with_article(name, kind) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [("le CCAS", "du CCAS"), ("la Ville", "de la Ville"), ("l’Association", "de l’Association"), ("un an", "d’un an")],
)
def test_of_agrees_with_the_article(name: str, told: str) -> None:
    assert words.of(name) == told


def test_days_are_told_as_they_are_written_in_french() -> None:
    assert words.day(dt.date(2026, 1, 1)) == "1er janvier 2026"
    assert words.day(dt.date(2026, 1, 21)) == "21 janvier 2026"
    assert words.day(None) == words.BLANK


# ---------------------------------------------------------------- the pages


@pytest.mark.django_db
def test_from_a_model_to_a_draft_that_is_read_with_its_parties_tied(client: Client, cast: Any) -> None:
    client.force_login(cast.alice)
    assert "Projet social de territoire" in client.get(reverse("agreements:models")).content.decode()
    chosen = {"organisation": str(cast.departement.pk), "others": [str(cast.ccas.pk)]}
    questions = client.get(reverse("agreements:model_parties", args=["protocole"]), chosen)
    assert questions.status_code == 302
    page = client.get(questions.url)
    sent = {}
    for form in (*page.context["sides"], page.context["form"]):
        sent |= {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    sent |= {"subject": "la coordination", "territory": "Montclair", "place": "Montclair", "title": "Protocole local"}
    sent |= {"p0-number": "12", "p0-on": "2026-02-10", "p1-number": "7", "p1-on": "2026-02-12"}
    response = client.post(questions.url, sent)
    assert response.status_code == 302
    agreement = Agreement.objects.get()
    document = Document.objects.get(agreement=agreement)
    assert document.role == DocumentRole.WORKING_TEXT
    assert document.file.media_type == media.DOCX
    assert document.file.name == "protocole-local.docx"
    tied = Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY).order_by("position")
    assert [one.tied_to for one in tied] == [cast.departement, cast.ccas]
    served = client.get(reverse("agreements:file", args=[agreement.pk, document.pk]))
    assert b"".join(served.streaming_content)[:2] == b"PK"  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_kind_that_was_chosen_stays_though_the_reader_has_no_word_for_it(client: Client, cast: Any) -> None:
    from maillage.agreements.actions import drafting
    from tests.cast import NOW

    model = BY_SLUG["projet-social-de-territoire"]
    text = compose(model, title=TITLES[model.slug], sides=sides(model), answers=ANSWERS)
    agreement = drafting.draft(
        model=model,
        organisation=cast.departement,
        title=TITLES[model.slug],
        text=text,
        parties=[],
        by=cast.alice,
        at=NOW,
    )
    finding = Finding.objects.get(agreement=agreement, sort=FindingSort.KIND)
    assert agreement.kind == "pst"
    assert (finding.value, finding.read) == ({"kind": "pst"}, {"kind": "convention"})


@pytest.mark.django_db
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client: Client, cast: Any) -> None:
    client.force_login(cast.alice)
    parties = reverse("agreements:model_parties", args=["objectifs-et-moyens"])
    told = client.get(parties, {"organisation": str(cast.departement.pk), "others": [str(cast.ccas.pk)]})
    assert "lie un organisme public et une association" in told.content.decode()
    query = f"?pour={cast.departement.pk}&partie={cast.departement.pk}&partie={cast.member.pk}"
    address = reverse("agreements:model_questions", args=["objectifs-et-moyens"]) + query
    page = client.post(address, {"subject": "l’accueil des familles", "effect": "fixed_date"}).content.decode()
    assert "l’accueil des familles" in page
    assert "Écrivez la date d’effet." in page
    assert not Agreement.objects.exists()
    assert client.get(reverse("agreements:model_parties", args=["roman"])).status_code == 404
