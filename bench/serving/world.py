"""Data to measure on: the demonstration world, and as many organisations, people, events and agreements as one asks for."""

from __future__ import annotations

import datetime as dt
import sys
from itertools import islice, product
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from maillage.agreements.models import Agreement
from maillage.journal.models import Event, Reach, type_of
from maillage.organisations.choices import MandateFunction, OrganisationKind
from maillage.organisations.models import Mandate, Organisation, OrganisationName, Person, User

USER = "nadia.ferrand@ourcelle.example"
BATCH = 2000
BEGINNING = dt.date(2019, 1, 1)
WHAT = "Atelier Relais Maison Amicale Foyer Entraide Escale Passerelle Croisée Halte Sauvegarde Secours".split()
WHOSE = "des Glycines,du Parc,de la Gare,des Tilleuls,du Val,Saint-Aubin,de l’Œuvre,du Moulin,des Forges,du Pont".split(
    ","
)
WHERE = "Montclair Villebrume Rochebelle Saint-Maur Chantemerle Œuvreville".split()
FIRST = "Aline Bruno Chloé Denis Élise Farid Gaëlle Hamid Irène Joël Karim Léa Malo Nour Olive".split()
LAST = "Abadie Berger Carlier Dumas Estève Ferrand Garnier Hamon Imbert Jaubert Kerouedan".split()


def fill(count: int) -> None:
    """The demonstration, then ``count`` organisations, each with a name, a person in office and an event, and as many agreements.

    The Département of USER is a party to all agreements: nobody reads more.
    """
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("demo", verbosity=0)
    names = islice(_endless(product(WHAT, WHOSE, WHERE)), count)
    bodies = [
        Organisation(
            kind=OrganisationKind.ASSOCIATION, name=f"{what} {whose} {number}", city=where, postal_code="99000"
        )
        for number, (what, whose, where) in enumerate(names)
    ]
    Organisation.objects.bulk_create(bodies, BATCH)
    OrganisationName.objects.bulk_create(
        [OrganisationName(organisation=body, legal_name=body.name, from_on=BEGINNING) for body in bodies], BATCH
    )
    whole = list(islice(_endless(product(FIRST, LAST)), count))
    people = [Person(first_name=first, last_name=f"{last} {number}") for number, (first, last) in enumerate(whole)]
    Person.objects.bulk_create(people, BATCH)
    Mandate.objects.bulk_create(
        [
            Mandate(person=person, organisation=body, function=MandateFunction.PRESIDENT, from_on=BEGINNING)
            for person, body in zip(people, bodies, strict=True)
        ],
        BATCH,
    )
    _tell(bodies)
    call_command("generate", agreements=count, organisations=max(20, count // 20), verbosity=0)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")  # as an installation does by itself, a minute after


def _endless(rows: Any) -> Any:
    kept = list(rows)
    while True:
        yield from kept


def _tell(bodies: list[Organisation]) -> None:
    user = User.objects.get(email=USER)
    now, sort = timezone.now(), type_of(Organisation)
    events = Event.objects.bulk_create(
        [
            Event(
                at=now - dt.timedelta(hours=len(bodies) - number),
                verb="organisation-edited",
                actor_id=user.pk,
                subject_type=sort,
                subject_id=str(body.pk),
                organisation_id=body.pk,
                fields=["address"],
            )
            for number, body in enumerate(bodies)
        ],
        BATCH,
    )
    Reach.objects.bulk_create(
        [Reach(event=event, organisation_id=user.current_organisation_id) for event in events], BATCH
    )


def session() -> str:
    """The cookie of a session of USER, as a header has it."""
    client, user = Client(), User.objects.get(email=USER)
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def pages() -> dict[str, str]:
    """What is measured, by name: the routes that are built, with the address of each."""
    from django.urls import NoReverseMatch, reverse

    body = Organisation.objects.filter(is_active=True).order_by("folded").first()
    person = Person.objects.order_by("folded").first()
    agreement = (
        Agreement.objects.filter(confirmed_at__isnull=False, commitments__isnull=False).order_by("folded").first()
    )
    held = [agreement.pk if agreement else None]
    wanted: list[tuple[str, str, list[Any], str]] = [
        ("accueil", "web:home", [], ""),
        ("organisations, liste", "organisations:list", [], ""),
        ("organisations, filtrées", "organisations:list", [], "?q=saint"),
        ("organisation, fiche", "organisations:detail", [body.pk if body else None], ""),
        ("personnes, liste", "people:list", [], ""),
        ("personne, fiche", "people:detail", [person.pk if person else None], ""),
        ("territoires, liste", "territories:list", [], ""),
        ("recherche", "web:search", [], "?q=mont"),
        ("recherche, dans les textes", "web:search", [], "?q=permanence"),
        ("conventions, liste", "agreements:list", [], ""),
        ("conventions, cherchées", "agreements:list", [], "?q=permanence"),
        ("conventions, mots rares", "agreements:list", [], "?q=ergoth%C3%A9rapeute+logements"),
        ("conventions, faute", "agreements:list", [], "?q=pemranence"),
        ("conventions, publiées", "agreements:list", [], "?vue=publies"),
        ("convention, texte", "agreements:detail", held, ""),
        ("convention, engagements", "agreements:commitments", held, ""),
        ("journal", "web:journal", [], ""),
    ]
    found = {}
    for name, route, args, query in wanted:
        try:
            found[name] = reverse(route, args=args) + query
        except NoReverseMatch:
            print(f"{name}: not built yet, not measured", file=sys.stderr)
    return found
