"""Rights given to accounts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    """Rights given to accounts."""

    dependencies = [
        ("organisations", "0005_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Grant",
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
                ("from_on", models.DateField(verbose_name="du")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="au")),
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
                ("agreement_id", models.UUIDField(blank=True, null=True, verbose_name="convention")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="motif")),
                ("granted_at", models.DateTimeField(verbose_name="donné le")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="retiré le")),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="donné par",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retiré par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="organisations.unit",
                        verbose_name="unité",
                    ),
                ),
            ],
            options={
                "verbose_name": "droit",
                "verbose_name_plural": "droits",
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["user", "organisation", "role"], name="grant_by_user_and_body"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["organisation", "role"], name="grant_by_organisation"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="organisations_grant_ends_after_it_begins",
                violation_error_message="La date de fin précède la date de début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_by__isnull", True), ("withdrawn_on__isnull", False), _connector="OR"),
                name="grant_withdrawn_by_after_on",
                violation_error_message="Un droit retiré porte la date de son retrait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["operator"]), _negated=True),
                    models.Q(("agreement_id__isnull", True), ("unit__isnull", True)),
                    _connector="OR",
                ),
                name="grant_of_platform_is_whole",
                violation_error_message="Ce rôle ne se limite ni à une unité ni à une convention.",
            ),
        ),
    ]
