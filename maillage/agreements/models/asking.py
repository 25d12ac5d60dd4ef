"""What parties are asked: to confirm the reading, to give a piece, to judge, with or without an account."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from maillage.agreements.choices import Answer, Task, Verdict
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.commitment import Commitment
from maillage.agreements.models.finding import Finding
from maillage.agreements.models.party import Party
from maillage.agreements.models.text import Expression
from maillage.base.records import Record
from maillage.organisations.models import Organisation, Person, User
from maillage.organisations.models.visibility import granted, is_account, seen, today
from maillage.organisations.permissions import Permission

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class ReadingConfirmation(Record):
    """What a party says of the reading of one expression: asked, then confirmed, or contested finding by finding."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="confirmations")
    expression = models.ForeignKey(Expression, models.CASCADE, verbose_name="version", related_name="confirmations")
    party = models.ForeignKey(Party, models.CASCADE, verbose_name="partie", related_name="confirmations")
    answer = models.CharField("réponse", max_length=20, choices=Answer.choices, default=Answer.ASKED)
    asked_at = models.DateTimeField("demandé le")
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="répondu par", related_name="+", null=True, blank=True
    )
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)

    class Meta:
        verbose_name = "confirmation de la lecture"
        verbose_name_plural = "confirmations de la lecture"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["asked_at"], condition=Q(answer=Answer.ASKED), name="confirmation_waiting"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["expression", "party"],
                name="confirmation_once_a_party",
                violation_error_message="Cette partie a déjà été interrogée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} : {self.get_answer_display()}"


class Objection(Record):
    """A party contests what was read of one finding; it shows as contested until it is settled."""

    finding = models.ForeignKey(Finding, models.CASCADE, verbose_name="élément lu", related_name="objections")
    party = models.ForeignKey(Party, models.CASCADE, verbose_name="partie", related_name="objections")
    reason = models.TextField("ce que la partie conteste", max_length=2000)
    raised_at = models.DateTimeField("soulevée le")
    raised_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    settled_at = models.DateTimeField("réglée le", null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="réglée par", related_name="+", null=True, blank=True
    )
    outcome = models.TextField("comment elle a été réglée", max_length=2000, blank=True)

    class Meta:
        verbose_name = "contestation"
        verbose_name_plural = "contestations"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["raised_at"], condition=Q(settled_at__isnull=True), name="objection_open"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["finding", "party"],
                condition=Q(settled_at__isnull=True),
                name="objection_one_open",
                violation_error_message="Cette partie conteste déjà ce point.",
            ),
            models.CheckConstraint(
                name="objection_settled_says_how",
                condition=Q(settled_at__isnull=True) | ~Q(outcome=""),
                violation_error_message="Écrivez comment la contestation a été réglée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.finding_id}"


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns by who leads them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those that one's organisations lead; what members are asked is an inner matter, closed to guests (A19)."""
        if not is_account(user):
            return self.none()
        inner = granted(user, Permission.INNER_SPACE_VIEW, today(at))
        return seen(self, user, Permission.AGREEMENT_VIEW, at).filter(Q(asks_members=False) | inner)


class Campaign(Record):
    """An organisation asks all parties of agreements, or the members of a federation, for one thing before a day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="menée par", related_name="campaigns")
    title = models.CharField("objet", max_length=200)
    task = models.CharField("ce qui est demandé", max_length=20, choices=Task.choices, default=Task.JUDGE)
    agreements = models.ManyToManyField(Agreement, verbose_name="accords", related_name="campaigns")
    asks_members = models.BooleanField("interroge les membres de la fédération", default=False)
    message = models.TextField("message", max_length=2000, blank=True)
    due_on = models.DateField("réponse avant le")
    remind_days = models.PositiveSmallIntegerField("relance, jours avant", default=7)
    begun_at = models.DateTimeField("commencée le")
    begun_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "campagne"
        verbose_name_plural = "campagnes"

    def __str__(self) -> str:
        return self.title


class RequestQuerySet(models.QuerySet["Request"]):
    """Requests by who sent them, and by whether they still open."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those that one's organisations sent; what members are asked is an inner matter, closed to guests (A19)."""
        if not is_account(user):
            return self.none()
        inner = granted(user, Permission.INNER_SPACE_VIEW, today(at))
        return seen(self, user, Permission.AGREEMENT_VIEW, at).filter(Q(member__isnull=True) | inner)

    def open_at(self, at: dt.datetime) -> Self:
        """Those whose link still opens."""
        return self.filter(expires_at__gt=at, revoked_at__isnull=True)


class Request(Record):
    """One task asked of a party, or of a member of a federation, by a private link that expires.

    The token is never stored: ``fingerprint`` is its SHA-256. ``about`` names the piece asked for (a
    :class:`~maillage.agreements.choices.DocumentRole`), ``person`` who is to read a summary. ``mailed_at`` is set once
    the mail server has taken the letter. ``recorded`` holds the ids of the rows that the answer wrote, by sort: what
    the holder of the link may see again, and no more.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="demandé par", related_name="+")
    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="requests")
    party = models.ForeignKey(
        Party, models.CASCADE, verbose_name="partie", related_name="requests", null=True, blank=True
    )
    member = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="membre", related_name="+", null=True, blank=True
    )
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, verbose_name="campagne", related_name="requests", null=True, blank=True
    )
    task = models.CharField("ce qui est demandé", max_length=20, choices=Task.choices)
    about = models.CharField("pièce demandée", max_length=20, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="personne", related_name="+", null=True, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    contact = models.CharField("destinataire", max_length=200, blank=True)
    message = models.TextField("message", max_length=2000, blank=True)
    fingerprint = models.CharField("empreinte du lien", max_length=64, unique=True)
    sent_at = models.DateTimeField("envoyée le")
    sent_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    expires_at = models.DateTimeField("expire le")
    mailed_at = models.DateTimeField("courriel parti le", null=True, blank=True)
    reminded_at = models.DateTimeField("relancée le", null=True, blank=True)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    done_at = models.DateTimeField("faite le", null=True, blank=True)
    answered_as = models.CharField("répondu par", max_length=200, blank=True)
    recorded = models.JSONField("ce qui a été enregistré", default=dict, blank=True)
    revoked_at = models.DateTimeField("révoquée le", null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande"
        verbose_name_plural = "demandes"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["party", "member"],
                condition=Q(done_at__isnull=True, revoked_at__isnull=True),
                name="request_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_task_display()} – {self.target}"

    @property
    def target(self) -> str:
        """Who is asked, as one calls them."""
        if self.party is not None:
            return self.party.label
        return str(self.member.label if self.member is not None else self.person or "")

    @property
    def target_organisation_id(self) -> UUID | None:
        """The organisation that is asked, when it is known: a party may be tied to none."""
        return self.member_id or (self.party.organisation_id if self.party is not None else None)

    def is_open_at(self, at: dt.datetime) -> bool:
        """Whether its link still opens."""
        return self.revoked_at is None and self.expires_at > at


class PositionQuerySet(models.QuerySet["Position"]):
    """What members say, by who may read it."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """The federation's people and the member's own; neither funders nor guests (A19)."""
        if not is_account(user):
            return self.none()
        theirs = granted(user, Permission.INNER_SPACE_VIEW, today(at), "request__organisation")
        own = granted(user, Permission.INNER_SPACE_VIEW, today(at), "request__member")
        return self.filter(theirs | own)

    def standing(self) -> Self:
        """The last word of each member on each commitment."""
        return self.filter(superseded_at__isnull=True)


class Position(Record):
    """Where a commitment of its federation stands for a member: an inner matter, which no other party reads (A19)."""

    request = models.ForeignKey(Request, models.CASCADE, verbose_name="demande", related_name="positions")
    commitment = models.ForeignKey(Commitment, models.CASCADE, verbose_name="engagement", related_name="positions")
    verdict = models.CharField("jugement", max_length=20, choices=Verdict.choices)
    word = models.TextField("un mot d’explication", max_length=2000, blank=True)
    judged_on = models.DateField("au")
    made_at = models.DateTimeField("enregistré le")
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    superseded_at = models.DateTimeField("remplacé le", null=True, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = "position d’un membre"
        verbose_name_plural = "positions de membres"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["request", "commitment"],
                condition=Q(superseded_at__isnull=True),
                name="position_one_current",
                violation_error_message="Quelqu’un vient de répondre : rechargez la page.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.verdict}"


class Acknowledgement(Record):
    """The one-page summary was sent to somebody, who says that they read it (H5)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="acknowledgements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="envoyé par", related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="personne", related_name="acknowledgements")
    sent_at = models.DateTimeField("envoyé le")
    sent_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    read_at = models.DateTimeField("lu le", null=True, blank=True)

    class Meta:
        verbose_name = "prise de connaissance"
        verbose_name_plural = "prises de connaissance"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "person"],
                name="acknowledgement_once",
                violation_error_message="Cette personne a déjà reçu le résumé.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.agreement}"
