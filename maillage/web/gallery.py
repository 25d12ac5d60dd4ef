"""The specimens of the gallery: one at least for each component, in the words of the demonstration world."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

import maillage.base
from maillage.base.pages import Pages
from maillage.base.templatetags.components import steps

FOLDER = Path(maillage.base.__file__).parent / "templates" / "components"
_COMMENT = re.compile(r"\{# (?P<words>.*?) #\}")


@dataclass(frozen=True)
class Specimen:
    """A component shown with made-up values: its title in the gallery, and the variables of each case."""

    name: str
    title: str
    cases: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Shown:
    """A specimen as it is drawn: ``variables`` are pairs of name and meaning, from the first line of the component."""

    name: str
    title: str
    words: str
    variables: list[tuple[str, str]]
    drawings: list[SafeString] = field(default_factory=list)


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Nom de l’organisation", max_length=60, help_text="Tel qu’il figure dans les statuts.")
    siret = forms.CharField(label="SIRET", required=False, help_text="14 chiffres, par exemple 269 900 122 00018")
    nature = forms.ChoiceField(label="Nature", choices=[("ccas", "CCAS"), ("association", "Association")])
    audience = forms.MultipleChoiceField(
        label="Publics",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("f", "Familles"), ("s", "Seniors")],
    )
    is_public = forms.BooleanField(label="Afficher dans l’annuaire public", required=False)


class SampleFilter(forms.Form):
    """Two filters."""

    q = forms.CharField(label="Nom", required=False, widget=forms.SearchInput)
    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), ("ccas", "CCAS")])


def _rejected() -> SampleForm:
    form = SampleForm({"name": "", "siret": "123", "nature": "ccas"}, prefix="faux")
    form.add_error("siret", "Le SIRET a 14 chiffres ; il en manque 11.")
    return form


def _event(day: int, words: str, icon: str, tone: str, detail: str = "") -> dict[str, Any]:
    return {"on": dt.date(2026, 12, day), "at": None, "words": words, "detail": detail, "icon": icon, "tone": tone}


def _state(word: str, icon: str, tone: str, *, main: bool = False) -> dict[str, Any]:
    return {"word": word, "icon": icon, "tone": tone, "main": main}


def _party(name: str, nature: str) -> dict[str, Any]:
    return {"name": name, "nature": nature, "address": ""}


def _menu() -> list[dict[str, str]]:
    return [{"label": label, "address": "#menu", "current": ""} for label in ("Modifier", "Fusionner")]


_ROWS = mark_safe(
    '<thead><tr><th scope="col">Organisation</th><th scope="col">Commune</th><th scope="col">Membre depuis</th></tr>'
    "</thead><tbody>"
    '<tr><th scope="row"><a href="#table">Les Passerelles</a></th><td data-label="Commune">Montclair</td>'
    '<td data-label="Membre depuis"><time datetime="2013-10-14">14 octobre 2013</time></td></tr>'
    '<tr><th scope="row"><a href="#table">Trampoline</a></th><td data-label="Commune">Villebrume</td>'
    '<td data-label="Membre depuis"><time datetime="2025-09-27">27 septembre 2025</time></td></tr></tbody>'
)


def specimens() -> tuple[Specimen, ...]:
    """All specimens, in the order of a page from top to bottom."""
    return (*_frames(), *_records(), *_lists(), *_forms(), *_answers())


def _frames() -> tuple[Specimen, ...]:
    links = [("Organisations", "#breadcrumb")]
    tabs = [
        {"label": "Fiche", "address": "#tabs", "current": True, "count": None},
        {"label": "Personnes", "address": "#tabs", "current": False, "count": 12},
        {"label": "Journal", "address": "#tabs", "current": False, "count": None},
    ]
    heading = {
        "title": "CCAS de Montclair",
        "above": "Organisation",
        "lede": "Établissement public de la commune de Montclair.",
        "actions": [{"label": "Modifier", "address": "#heading", "main": True}],
    }
    return (
        Specimen("breadcrumb", "Fil d’Ariane", ({"links": links, "current": "CCAS de Montclair"},)),
        Specimen("heading", "Titre de page", (heading,)),
        Specimen(
            "tabs",
            "Onglets",
            (
                {"label": "Parties de la fiche", "tabs": tabs, "more": ()},
                {"label": "Parties de la fiche, les moins ouvertes sous « Plus »", "tabs": tabs, "more": _menu()},
            ),
        ),
        Specimen("menu", "Menu", ({"label": "Autres actions", "links": _menu()},)),
        Specimen("more", "Menu « Plus »", ({"links": _menu()},)),
    )


def _records() -> tuple[Specimen, ...]:
    events = [
        _event(4, "Comité technique", "k-pending", "quiet", "à l’hôtel du Département"),
        _event(12, "Dernier jour pour dénoncer", "k-due", "watch"),
    ]
    facts = [("SIRET", "269 900 122 00018"), ("Siège", "8 rue Saint-Aubin"), ("Téléphone", "")]
    return (
        Specimen(
            "state",
            "État",
            (
                _state("À venir", "k-pending", "quiet"),
                _state("Attendu", "k-due", "watch"),
                _state("En cours", "k-doing", "info"),
                _state("Tenu", "k-kept", "kept"),
                _state("En retard", "k-late", "late"),
                _state("Discuté", "k-disputed", "talk"),
                _state("En vigueur", "k-inforce", "info", main=True),
            ),
        ),
        Specimen(
            "party",
            "Partie",
            (
                _party("Département de l’Ourcelle", "departement"),
                _party("Ville de Montclair", "commune"),
                _party("CCAS de Montclair", "ccas"),
                _party("Fédération Enfance Ourcelle", "federation"),
                _party("Trampoline", "association"),
                _party("Caf de l’Ourcelle", "other"),
            ),
        ),
        Specimen("facts", "Liste de faits", ({"facts": facts},)),
        Specimen("thread", "Fil daté", ({"events": events},)),
        Specimen("steps", "Étapes", (steps(("Déposer le texte", "Confirmer la lecture", "Créer l’accord"), 1),)),
    )


def _lists() -> tuple[Specimen, ...]:
    page = Pages(range(300), 25).get_page(4)
    nothing = {
        "title": "Aucune personne n’a encore de fonction ici.",
        "words": "Une organisation agit par des personnes : inscrivez d’abord celle qui la représente.",
        "address": "#empty",
        "label": "Inscrire une personne",
    }
    return (
        Specimen("table", "Tableau", ({"caption": "Membres de la Fédération", "content": _ROWS, "kind": ""},)),
        Specimen("pagination", "Pages d’une liste", ({"page": page, "words": "organisation,organisations"},)),
        Specimen("filters", "Filtres", ({"form": SampleFilter(prefix="filtre"), "target": "", "reset": "#filters"},)),
        Specimen("empty", "Rien encore", (nothing,)),
    )


def _forms() -> tuple[Specimen, ...]:
    sample = SampleForm(prefix="essai")
    fields = tuple({"field": sample[name]} for name in sample.fields)
    question = {
        "title": "Fermer le compte de Nadia Ferrand ?",
        "words": "Elle ne pourra plus se connecter dès aujourd’hui. Ce qu’elle a écrit reste, sous son nom.",
        "action": "#confirm",
        "label": "Fermer le compte",
        "cancel": "#confirm",
        "danger": True,
        "csrf_token": "",
    }
    return (
        Specimen("field", "Champ", fields),
        Specimen("errors", "Ce qui est à corriger", ({"form": _rejected(), "still": True},)),
        Specimen("form", "Formulaire", ({"form": _rejected(), "still": True},)),
        Specimen("buttons", "Fin de formulaire", ({"label": "Enregistrer", "cancel": "#buttons", "danger": False},)),
        Specimen("confirm", "Confirmation", (question,)),
    )


def _answers() -> tuple[Specimen, ...]:
    return (
        Specimen(
            "notice",
            "Message",
            (
                {"words": "La fiche du CCAS de Montclair est enregistrée.", "tone": "kept", "icon": "k-kept"},
                {"words": "Trois fiches attendent votre confirmation.", "tone": "info", "icon": "i-info-circle"},
                {"words": "L’habilitation de Trampoline finit dans 20 jours.", "tone": "watch", "icon": "k-flaw"},
                {"words": "Ce fichier dépasse 20 Mo. Choisissez-en un plus léger.", "tone": "late", "icon": "k-flaw"},
            ),
        ),
    )


def shown(request: HttpRequest) -> list[Shown]:
    """Every specimen drawn, with the variables that its component declares."""
    return [
        Shown(
            name=specimen.name,
            title=specimen.title,
            words=words,
            variables=variables,
            drawings=[_draw(specimen.name, case, request) for case in specimen.cases],
        )
        for specimen in specimens()
        for words, variables in [declared(specimen.name)]
    ]


def declared(name: str) -> tuple[str, list[tuple[str, str]]]:
    """What the first line of a component says: its use, and its variables with what each means."""
    found = _COMMENT.match((FOLDER / f"{name}.html").read_text(encoding="utf-8"))
    use, _, rest = (found["words"] if found else "").partition(". ")
    items = [item.partition(":") for item in rest.split("; ") if item]
    return use, [(variable.strip(), meaning.strip()) for variable, _, meaning in items]


def _draw(name: str, case: dict[str, Any], request: HttpRequest) -> SafeString:
    return render_to_string(f"components/{name}.html", case, request)
