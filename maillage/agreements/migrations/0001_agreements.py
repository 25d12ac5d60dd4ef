import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers
import maillage.base.search


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_stored_files"),
        ("organisations", "0009_imports"),
        ("organisations", "__first__"),
        ("territories", "0001_territories"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
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
                            ("charte", "Charte"),
                            ("convention", "Convention"),
                            ("protocole", "Protocole"),
                            ("contrat", "Contrat"),
                            ("avenant", "Avenant"),
                            ("com", "Convention d’objectifs et de moyens"),
                            ("cpom", "CPOM"),
                            ("pst", "Projet social de territoire"),
                            ("statuts", "Convention constitutive, statuts"),
                            ("autre", "Autre accord"),
                            ("reference", "Document de référence"),
                        ],
                        default="autre",
                        max_length=20,
                        verbose_name="genre",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="titre")),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="référence")),
                ("created_at", models.DateTimeField(verbose_name="déposée le")),
                ("is_observed", models.BooleanField(default=False, verbose_name="en vigueur, constaté")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signée le")),
                ("notified_on", models.DateField(blank=True, null=True, verbose_name="notifiée le")),
                ("effect_on", models.DateField(blank=True, null=True, verbose_name="prend effet le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="échéance")),
                ("shared_at", models.DateTimeField(blank=True, null=True, verbose_name="partagée le")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="lecture confirmée le")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publiée le")),
                ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="archivée le")),
                ("archived_reason", models.CharField(blank=True, max_length=300, verbose_name="motif de l’archivage")),
                (
                    "names",
                    models.CharField(blank=True, editable=False, max_length=1000, verbose_name="noms des parties"),
                ),
                ("folded", maillage.base.search.FoldedField()),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brought_agreements",
                        to="organisations.organisation",
                        verbose_name="apportée par",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lecture confirmée par",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="déposée par",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="agreements.agreement",
                        verbose_name="doublon de",
                    ),
                ),
                (
                    "territories",
                    models.ManyToManyField(
                        blank=True, related_name="agreements", to="territories.territory", verbose_name="territoires"
                    ),
                ),
            ],
            options={
                "verbose_name": "convention",
                "verbose_name_plural": "conventions",
            },
        ),
        migrations.CreateModel(
            name="AgreementMerge",
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
                ("moved", models.JSONField(default=dict, verbose_name="ce qui a suivi")),
                ("done_at", models.DateTimeField(verbose_name="le")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "dropped",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.agreement",
                        verbose_name="doublon",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="agreements.agreement",
                        verbose_name="gardée",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="annulée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "réunion de doublons",
                "verbose_name_plural": "réunions de doublons",
            },
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["folded", "id"], name="agreement_by_folded"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["brought_by", "id"], name="agreement_by_organisation"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["ends_on", "id"], name="agreement_by_end"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False)), fields=["folded", "id"], name="agreement_published"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    ("effect_on__isnull", True),
                    ("ends_on__gte", models.F("effect_on")),
                    _connector="OR",
                ),
                name="agreement_ends_after_effect",
                violation_error_message="L’échéance précède la prise d’effet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at__isnull", True),
                    models.Q(("confirmed_at__isnull", False), ("shared_at__isnull", False)),
                    _connector="OR",
                ),
                name="agreement_published_once_confirmed",
                violation_error_message="Seul un accord partagé, dont la lecture est confirmée, se publie.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                name="agreement_merged_into_another",
                violation_error_message="Un accord n’est pas le doublon de lui-même.",
            ),
        ),
    ]
