"""Who speaks for an organisation: claims, domains, invitations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers
import maillage.organisations.validators


class Migration(migrations.Migration):
    """Who speaks for an organisation: claims, domains, invitations."""

    dependencies = [
        ("organisations", "0006_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmailDomain",
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
                    "domain",
                    models.CharField(
                        db_index=True,
                        max_length=200,
                        validators=[maillage.organisations.validators.validate_domain],
                        verbose_name="domaine",
                    ),
                ),
                ("verified_at", models.DateTimeField(verbose_name="vérifié le")),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vérifié par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="email_domains",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "domaine de messagerie",
                "verbose_name_plural": "domaines de messagerie",
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                    "proof",
                    models.CharField(
                        choices=[
                            ("email_domain", "adresse professionnelle"),
                            ("proconnect_siret", "SIRET transmis par ProConnect"),
                            ("operator", "validation par la personne qui administre Maillage"),
                        ],
                        max_length=20,
                        verbose_name="preuve",
                    ),
                ),
                ("message", models.CharField(blank=True, max_length=300, verbose_name="fonction exercée")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "demandée"), ("verified", "vérifiée"), ("refused", "refusée")],
                        default="asked",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="demandée le")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidée le")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="motif de la décision")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="décidée par",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de parler pour une organisation",
                "verbose_name_plural": "demandes de parler pour une organisation",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("agent", "agent"),
                            ("partnership_officer", "chargé ou chargée de partenariat"),
                            ("manager", "responsable"),
                            ("elected_member", "élu ou élue (lecture)"),
                            ("dpo", "délégué ou déléguée à la protection des données"),
                            ("observer", "observateur ou observatrice (lecture)"),
                            ("organisation_administrator", "administrateur ou administratrice de l’organisation"),
                            ("operator", "exploitant ou exploitante de Maillage"),
                        ],
                        max_length=30,
                        verbose_name="rôle",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                (
                    "token_hash",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="empreinte du lien"),
                ),
                ("invited_at", models.DateTimeField(verbose_name="envoyée le")),
                ("expires_at", models.DateTimeField(verbose_name="valable jusqu’au")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="acceptée le")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="acceptée par",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invitée par",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="annulée par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                        verbose_name="personne",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                        verbose_name="unité",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
            },
        ),
        migrations.AddConstraint(
            model_name="emaildomain",
            constraint=models.UniqueConstraint(
                fields=("organisation", "domain"),
                name="email_domain_once",
                violation_error_message="Ce domaine est déjà enregistré pour cette organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("user", "organisation"),
                name="claim_one_pending",
                violation_error_message="Vous avez déjà fait cette demande : elle attend une réponse.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "asked")),
                    models.Q(models.Q(("state", "asked"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="claim_decided_says_when",
                violation_error_message="Une demande décidée porte la date de la décision.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="claim_refused_says_why",
                violation_error_message="Un refus dit pourquoi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                    models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_accepted_by_and_when",
                violation_error_message="Une invitation acceptée dit par qui et quand.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"),
                name="invitation_revoked_or_accepted",
                violation_error_message="Une invitation acceptée ne s’annule plus.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email", ""),
                    models.Q(("accepted_at__isnull", True), ("revoked_at__isnull", True)),
                    _connector="OR",
                ),
                name="invitation_used_forgets_its_address",
                violation_error_message="Une invitation qui a servi ne garde pas l’adresse.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("invited_at"))),
                name="invitation_expires_later",
                violation_error_message="Une invitation expire après son envoi.",
            ),
        ),
    ]
