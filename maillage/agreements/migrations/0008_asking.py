import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0007_clauses"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=maillage.base.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="identifiant",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="révision")),
                ("title", models.CharField(max_length=200, verbose_name="objet")),
                (
                    "task",
                    models.CharField(
                        choices=[
                            ("confirm_reading", "confirmer la lecture"),
                            ("give_piece", "donner une pièce"),
                            ("judge", "dire où en sont ses engagements"),
                            ("acknowledge", "prendre connaissance du résumé"),
                        ],
                        default="judge",
                        max_length=20,
                        verbose_name="ce qui est demandé",
                    ),
                ),
                (
                    "asks_members",
                    models.BooleanField(default=False, verbose_name="interroge les membres de la fédération"),
                ),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                ("due_on", models.DateField(verbose_name="réponse avant le")),
                ("remind_days", models.PositiveSmallIntegerField(default=7, verbose_name="relance, jours avant")),
                ("begun_at", models.DateTimeField(verbose_name="commencée le")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="close le")),
                (
                    "agreements",
                    models.ManyToManyField(related_name="campaigns", to="agreements.agreement", verbose_name="accords"),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="organisations.organisation",
                        verbose_name="menée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "campagne",
                "verbose_name_plural": "campagnes",
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=maillage.base.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="identifiant",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="révision")),
                (
                    "task",
                    models.CharField(
                        choices=[
                            ("confirm_reading", "confirmer la lecture"),
                            ("give_piece", "donner une pièce"),
                            ("judge", "dire où en sont ses engagements"),
                            ("acknowledge", "prendre connaissance du résumé"),
                        ],
                        max_length=20,
                        verbose_name="ce qui est demandé",
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=20, verbose_name="pièce demandée")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="destinataire")),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                ("fingerprint", models.CharField(max_length=64, unique=True, verbose_name="empreinte du lien")),
                ("sent_at", models.DateTimeField(verbose_name="envoyée le")),
                ("expires_at", models.DateTimeField(verbose_name="expire le")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="relancée le")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="ouverte le")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="faite le")),
                ("answered_as", models.CharField(blank=True, max_length=200, verbose_name="répondu par")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="révoquée le")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="agreements.campaign",
                        verbose_name="campagne",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="membre",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="demandé par",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="agreements.party",
                        verbose_name="partie",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande",
                "verbose_name_plural": "demandes",
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=maillage.base.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="identifiant",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="révision")),
                ("sent_at", models.DateTimeField(verbose_name="envoyé le")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="lu le")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="envoyé par",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="organisations.person",
                        verbose_name="personne",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acknowledgements",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "prise de connaissance",
                "verbose_name_plural": "prises de connaissance",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "person"),
                        name="acknowledgement_once",
                        violation_error_message="Cette personne a déjà reçu le résumé.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=maillage.base.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="identifiant",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="révision")),
                ("reason", models.TextField(max_length=2000, verbose_name="ce que la partie conteste")),
                ("raised_at", models.DateTimeField(verbose_name="soulevée le")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="réglée le")),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="comment elle a été réglée")),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="agreements.finding",
                        verbose_name="élément lu",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="réglée par",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="agreements.party",
                        verbose_name="partie",
                    ),
                ),
            ],
            options={
                "verbose_name": "contestation",
                "verbose_name_plural": "contestations",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("finding", "party"),
                        name="objection_one_open",
                        violation_error_message="Cette partie conteste déjà ce point.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True), models.Q(("outcome", ""), _negated=True), _connector="OR"
                        ),
                        name="objection_settled_says_how",
                        violation_error_message="Écrivez comment la contestation a été réglée.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadingConfirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=maillage.base.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="identifiant",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="révision")),
                (
                    "answer",
                    models.CharField(
                        choices=[("asked", "Demandé"), ("confirmed", "Confirmé"), ("contested", "Contesté")],
                        default="asked",
                        max_length=20,
                        verbose_name="réponse",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="demandé le")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="répondu par",
                    ),
                ),
                (
                    "expression",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="agreements.expression",
                        verbose_name="version",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="agreements.party",
                        verbose_name="partie",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation de la lecture",
                "verbose_name_plural": "confirmations de la lecture",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("expression", "party"),
                        name="confirmation_once_a_party",
                        violation_error_message="Cette partie a déjà été interrogée.",
                    )
                ],
            },
        ),
    ]
