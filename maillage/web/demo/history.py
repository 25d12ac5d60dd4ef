"""The last days of Ourcelle: what colleagues did, who waits for an answer, who signed in."""

from __future__ import annotations

import datetime as dt

from maillage.journal.actions import trace_sign_in
from maillage.journal.choices import SignInMethod, SignInOutcome
from maillage.journal.models import SignIn
from maillage.organisations.actions import claims, invitations, mandates, people, units
from maillage.organisations.models import Claim, Invitation, Mandate, User
from maillage.organisations.permissions import Role
from maillage.web.demo.bodies import TERRITORIES
from maillage.web.demo.people import DOORS
from maillage.web.demo.world import World


def tell(world: World) -> None:
    """Add the days that are missing, in the order of time."""
    users = {door.person: User.objects.get(email=door.email) for door in DOORS}
    if SignIn.objects.filter(user_id=users["Nadia Ferrand"].pk).exists():
        return
    for user in users.values():
        _signed_in(user, world.at - dt.timedelta(days=5, hours=2))
    _colleagues(world, users)
    _waiting(world, users)


def _signed_in(user: User, at: dt.datetime) -> None:
    trace_sign_in(user=user, at=at, method=SignInMethod.PASSWORD, outcome=SignInOutcome.SUCCEEDED)


def _colleagues(world: World, users: dict[str, User]) -> None:
    laurent, ines = users["Laurent Peyrade"], users["Inès Chauvelot"]
    rochebelle = world.units["departement", "Maison des solidarités de Rochebelle"]
    desk = world.units["departement", TERRITORIES]
    caubet = Mandate.objects.get(person=world.people["Étienne Caubet"], unit=desk)
    people.edit(
        person=world.people["Hugo Delmas"],
        values={"phone": "01 99 00 12 34"},
        by=ines,
        at=world.at - dt.timedelta(days=3, hours=4),
    )
    units.edit(
        unit=rochebelle,
        values={"short_name": "MDS Rochebelle"},
        by=laurent,
        at=world.at - dt.timedelta(days=2, hours=1),
    )
    mandates.set_substitute(
        mandate=caubet,
        substitute=world.people["Inès Chauvelot"],
        by=laurent,
        at=world.at - dt.timedelta(days=1, hours=6),
    )
    people.edit(
        person=world.people["Brigitte Hallier"],
        values={"phone": "01 99 00 45 60"},
        by=users["Yann Kerouédan"],
        at=world.at - dt.timedelta(hours=21),
    )
    trace_sign_in(
        user=users["Hugo Delmas"],
        at=world.at - dt.timedelta(hours=20),
        method=SignInMethod.PASSWORD,
        outcome=SignInOutcome.REFUSED,
    )


def _waiting(world: World, users: dict[str, User]) -> None:
    basile, amarres = users["Basile Roussel"], world.organisations["amarres"]
    invited = {
        "lea.perrin@ourcelle.example": ("departement", Role.AGENT, "Laurent Peyrade"),
        users["Paul Quéméner"].email: ("departement", Role.OBSERVER, "Laurent Peyrade"),
    }
    for email, (body, role, by) in invited.items():
        organisation = world.organisations[body]
        if not Invitation.objects.filter(organisation=organisation, email=email).exists():
            invitations.invite(
                organisation=organisation, email=email, role=role, by=users[by], at=world.at - dt.timedelta(hours=8)
            )
    if not Claim.objects.filter(user=basile, organisation=amarres).exists():
        claims.ask(
            user=basile,
            organisation=amarres,
            message="président de l’association",
            by=basile,
            at=world.at - dt.timedelta(hours=5),
        )
