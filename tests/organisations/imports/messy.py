"""Workbooks as people really keep them: a title above, colours, blank lines, numbers where text should be, two spellings of a name."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

ORGANISATIONS: list[list[Any]] = [
    ["Annuaire des partenaires – mise à jour mars 2026"],
    [],
    ["N°", "Nom de la structure", "Sigle", "Type", "N° SIRET", "Adresse", "CP", "Ville", "Membre de", "Commentaire"],
    [
        1,
        "  Les  Amarres ",
        "",
        "Association",
        99900412000013,
        "3 rue des Ateliers",
        99000,
        "MONTCLAIR",
        "FEO",
        "rappeler",
    ],
    [2, "Le Relais des familles", "RDF", "asso", "", "", "99200", "Villebrume", "Fédération Enfance Ourcelle", ""],
    [],
    [
        3,
        "CCAS de Villebrume",
        "",
        "centre communal d’action sociale",
        "269 900 452 00013",
        "11 rue des Lavandières",
        99200,
        "Villebrume",
        "",
        "",
    ],
    [4, "Trampolline", "", "Association", "", "6 quai des Forges", 99200, "Villebrume", "", ""],
    [5, "L’Escale", "", "Association", "123", "", "", "Rochebelle", "", ""],
    [6, "Les Passerelles", "", "Machin", "", "", "", "Montclair", "", ""],
    [7, "", "", "Association", "", "", "", "", "", "oublié"],
    [8, "CCAS de Montclair", "", "CCAS", "26990012200012", "8 rue Saint-Aubin", "99000", "Montclair", "", ""],
    [9, "Le Relais des familles", "", "Association", "", "", 99200, "Villebrume", "", "doublon"],
    [10, '=CONCATENATE("Asso ", A1)', "", "Association", "", "", "", "", "", ""],
]
UNITS: list[list[Any]] = [
    ["Organisme", "Nom du service", "Niveau", "Rattachement", "Date d’ouverture"],
    [
        "Département de l’Ourcelle",
        "Antenne des Forges",
        "antenne",
        "Direction des solidarités territoriales",
        dt.datetime(2024, 9, 2),  # noqa: DTZ001 as a spreadsheet holds it
    ],
    ["Les Amarres", "Équipe du soir", "équipe", "", "01/09/2023"],
    ["Les Amarres", "Équipe du matin", "équipe", "Équipe de nuit", ""],
    ["CCAS de Montclair", "Accueil", "", "", ""],
]
PEOPLE: list[list[Any]] = [
    ["Prénom", "Nom", "Mail", "Tél", "Structure", "Service", "Fonction", "Depuis le"],
    [
        "Lila",
        "Santerre",
        "Lila.Santerre@Ourcelle.example",
        399001234,
        "Département de l’Ourcelle",
        "Antenne des Forges",
        "Référente insertion",
        "31/02/2024",
    ],
    [
        "Noé",
        "Bertaud",
        "noe.bertaud@ourcelle.example",
        "03 99 00 12 35",
        "Département de l’Ourcelle",
        "Antenne des Forges",
        "Chargé de mission",
        "02/09/2024",
    ],
    ["Hugo", "Marsan", "", "", "Les Amarres", "", "Président", "12/05/2021"],
    ["Ida", "Carlier", "", "", "Les Amarres", "", "bénévole", ""],
    ["Nour", "Haddad", "pas une adresse", "", "Association inconnue", "", "Directrice", ""],
]


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A .xlsx with these sheets; an underscore in a name stands for a space."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def messy() -> bytes:
    """The three sheets."""
    return workbook(Partenaires=ORGANISATIONS, Services=UNITS, Contacts=PEOPLE)
