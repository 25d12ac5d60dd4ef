"""People, their functions, and whose account is whose."""

import django.db.models.deletion
from django.db import migrations, models

import maillage.base.identifiers
import maillage.base.search


class Migration(migrations.Migration):
    """People, their functions, and whose account is whose."""

    dependencies = [
        ("organisations", "0004_memberships"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
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
                ("first_name", models.CharField(blank=True, max_length=80, verbose_name="prénom")),
                ("last_name", models.CharField(max_length=80, verbose_name="nom")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique professionnelle"),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone professionnel")),
                ("folded", maillage.base.search.FoldedField()),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="organisations.person",
                        verbose_name="doublon de",
                    ),
                ),
            ],
            options={
                "verbose_name": "personne",
                "verbose_name_plural": "personnes",
            },
        ),
        migrations.CreateModel(
            name="Mandate",
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
                    "function",
                    models.CharField(
                        choices=[
                            ("president", "président ou présidente, maire"),
                            ("vice_president", "vice-président ou vice-présidente, adjoint ou adjointe"),
                            ("elected_referent", "élu référent ou élue référente"),
                            ("elected_member", "élu ou élue, membre du conseil"),
                            ("director", "directeur ou directrice"),
                            ("unit_head", "responsable d’unité"),
                            ("pilot", "pilote d’un partenariat"),
                            ("deputy", "pilote suppléant ou suppléante"),
                            ("signatory", "signataire"),
                            ("agent", "agent"),
                            ("volunteer", "bénévole"),
                        ],
                        max_length=20,
                        verbose_name="fonction",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        help_text="Comme dans un acte : « présidente du CCAS », « vice-président chargé de l’enfance ».",
                        max_length=200,
                        verbose_name="qualité",
                    ),
                ),
                ("agreement_id", models.UUIDField(blank=True, db_index=True, null=True, verbose_name="convention")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="organisations.person",
                        verbose_name="personne",
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutions",
                        to="organisations.person",
                        verbose_name="suppléant ou suppléante",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="organisations.unit",
                        verbose_name="unité",
                    ),
                ),
            ],
            options={
                "verbose_name": "fonction",
                "verbose_name_plural": "fonctions",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="user",
            name="person",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="user",
                to="organisations.person",
                verbose_name="personne",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["email"], name="person_by_email"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["folded", "id"], name="person_by_folded"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                name="person_merged_into_another",
                violation_error_message="Une personne n’est pas le doublon d’elle-même.",
            ),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["organisation", "function"], name="mandate_by_function"),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["function", "person"], name="mandate_public_people"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="organisations_mandate_ends_after_it_begins",
                violation_error_message="La date de fin précède la date de début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("substitute__isnull", True),
                    models.Q(("substitute", models.F("person")), _negated=True),
                    _connector="OR",
                ),
                name="mandate_substitute_is_another",
                violation_error_message="Une personne n’est pas sa propre suppléante.",
            ),
        ),
    ]
