"""Members of federations, and accreditations."""

import django.db.models.deletion
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    """Members of federations, and accreditations."""

    dependencies = [
        ("organisations", "0003_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="Membership",
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
                ("is_founder", models.BooleanField(default=False, verbose_name="membre fondateur")),
                (
                    "federation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.organisation",
                        verbose_name="fédération",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="federations",
                        to="organisations.organisation",
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "adhésion à une fédération",
                "verbose_name_plural": "adhésions à une fédération",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Accreditation",
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
                ("name", models.CharField(max_length=200, verbose_name="habilitation")),
                ("authority", models.CharField(max_length=200, verbose_name="autorité")),
                ("reference", models.CharField(blank=True, max_length=100, verbose_name="numéro de l’acte")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accreditations",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "habilitation",
                "verbose_name_plural": "habilitations",
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="organisations_membership_ends_after_it_begins",
                violation_error_message="La date de fin précède la date de début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on__isnull", True)),
                fields=("federation", "member"),
                name="membership_one_without_end",
                violation_error_message="Cette organisation est déjà membre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("federation", models.F("member")), _negated=True),
                name="membership_of_another",
                violation_error_message="Une fédération n’est pas membre d’elle-même.",
            ),
        ),
        migrations.AddConstraint(
            model_name="accreditation",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="organisations_accreditation_ends_after_it_begins",
                violation_error_message="La date de fin précède la date de début.",
            ),
        ),
    ]
