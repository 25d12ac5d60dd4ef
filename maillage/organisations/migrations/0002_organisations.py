"""Organisations, their names and heirs."""

import django.db.models.deletion
from django.db import migrations, models

import maillage.base.identifiers
import maillage.base.search
import maillage.organisations.validators


class Migration(migrations.Migration):
    """Organisations, their names and heirs."""

    dependencies = [
        ("organisations", "0001_accounts"),
        ("territories", "0001_territories"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("departement", "Département"),
                            ("commune", "Commune"),
                            ("ccas", "CCAS"),
                            ("cias", "CIAS"),
                            ("epci", "Intercommunalité (EPCI)"),
                            ("association", "Association"),
                            ("federation", "Fédération"),
                            ("state", "Service de l’État"),
                            ("caf", "Caisse d’allocations familiales"),
                            ("other", "Autre organisme"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="nom court ou sigle")),
                (
                    "other_names",
                    models.CharField(blank=True, editable=False, max_length=1000, verbose_name="autres noms"),
                ),
                (
                    "siret",
                    models.CharField(
                        blank=True,
                        max_length=14,
                        validators=[maillage.organisations.validators.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                (
                    "rna",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[maillage.organisations.validators.validate_rna],
                        verbose_name="numéro RNA",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="adresse du siège")),
                ("postal_code", models.CharField(blank=True, max_length=5, verbose_name="code postal")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="ville")),
                ("is_active", models.BooleanField(default=True, verbose_name="en activité")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="disparue le")),
                ("folded", maillage.base.search.FoldedField()),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="organisations.organisation",
                        verbose_name="doublon de",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="territories.territory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
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
                ("legal_name", models.CharField(max_length=200, verbose_name="nom légal")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="nom court ou sigle")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "nom d’une organisation",
                "verbose_name_plural": "noms d’une organisation",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Succession",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("rename", "changement de statut ou de nom"),
                            ("merge", "fusion"),
                            ("split", "scission"),
                            ("takeover", "reprise des compétences"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="à compter du")),
                (
                    "authority",
                    models.CharField(
                        blank=True,
                        help_text="Loi, arrêté ou délibération, avec son numéro et sa date.",
                        max_length=300,
                        verbose_name="texte",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heirs",
                        to="organisations.organisation",
                        verbose_name="organisation d’avant",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="organisations.organisation",
                        verbose_name="organisation d’après",
                    ),
                ),
            ],
            options={
                "verbose_name": "succession",
                "verbose_name_plural": "successions",
            },
        ),
        migrations.AddField(
            model_name="user",
            name="current_organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="organisations.organisation",
                verbose_name="organisation courante",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["kind", "id"], name="organisation_by_kind"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["postal_code"], name="organisation_by_postal_code"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["folded", "id"], name="organisation_by_folded"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("siret", ""), _negated=True),
                fields=("siret",),
                name="organisation_siret_is_unique",
                violation_error_message="Une organisation porte déjà ce SIRET.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_active", True), ("closed_on__isnull", False), ("merged_into__isnull", False), _connector="OR"
                ),
                name="organisation_inactive_says_why",
                violation_error_message="Une organisation qui n’est plus en activité porte la date de sa fin.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into__isnull", True), ("is_active", False), _connector="OR"),
                name="organisation_merged_is_inactive",
                violation_error_message="Un doublon fusionné n’est plus en activité.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                name="organisation_merged_into_another",
                violation_error_message="Une organisation n’est pas le doublon d’elle-même.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationname",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="organisations_organisationname_ends_after_it_begins",
                violation_error_message="La date de fin précède la date de début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationname",
            constraint=models.UniqueConstraint(
                fields=("organisation", "from_on"),
                name="organisation_name_one_a_day",
                violation_error_message="Un nom commence déjà ce jour-là.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on__isnull", True)),
                fields=("organisation",),
                name="organisation_name_one_without_end",
                violation_error_message="Une organisation ne porte qu’un nom à la fois.",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                fields=("predecessor", "successor"),
                name="succession_once",
                violation_error_message="Cette succession est déjà enregistrée.",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="succession_of_another",
                violation_error_message="Une organisation ne se succède pas à elle-même.",
            ),
        ),
    ]
