"""Reviews of accounts, handovers and merges."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    """Reviews of accounts, handovers and merges."""

    dependencies = [
        ("organisations", "0007_claims"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
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
                ("last_day_on", models.DateField(verbose_name="dernier jour")),
                ("handed_over_at", models.DateTimeField(verbose_name="passation faite le")),
                (
                    "handed_over_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="passation faite par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "passation",
                "verbose_name_plural": "passations",
            },
        ),
        migrations.CreateModel(
            name="AccountReview",
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
                ("reviewed_at", models.DateTimeField(verbose_name="faite le")),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="faite par",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_reviews",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "revue des comptes",
                "verbose_name_plural": "revues des comptes",
            },
        ),
        migrations.CreateModel(
            name="HandoverItem",
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
                ("source", models.SlugField(max_length=60, verbose_name="nature")),
                ("subject_type", models.CharField(max_length=80, verbose_name="nature du sujet")),
                ("subject_id", models.CharField(max_length=36, verbose_name="sujet")),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="organisations.handover",
                        verbose_name="passation",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received",
                        to="organisations.person",
                        verbose_name="confié à",
                    ),
                ),
            ],
            options={
                "verbose_name": "élément d’une passation",
                "verbose_name_plural": "éléments d’une passation",
            },
        ),
        migrations.CreateModel(
            name="AccountReviewLine",
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
                    "outcome",
                    models.CharField(
                        choices=[("kept", "gardé"), ("removed", "retiré")], max_length=10, verbose_name="décision"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="organisations.accountreview",
                        verbose_name="revue",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_lines",
                        to="organisations.grant",
                        verbose_name="droit",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne d’une revue des comptes",
                "verbose_name_plural": "lignes d’une revue des comptes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "grant"),
                        name="account_review_line_once",
                        violation_error_message="Ce droit est déjà dans la revue.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
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
                ("subject_type", models.CharField(max_length=80, verbose_name="nature")),
                ("kept_id", models.UUIDField(db_index=True, verbose_name="gardé")),
                ("dropped_id", models.UUIDField(db_index=True, verbose_name="doublon")),
                ("moved", models.JSONField(blank=True, default=list, verbose_name="déplacés")),
                ("filled", models.JSONField(blank=True, default=dict, verbose_name="complétés")),
                ("merged_at", models.DateTimeField(verbose_name="fusionnés le")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                (
                    "merged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fusionnés par",
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
                "verbose_name": "fusion de doublons",
                "verbose_name_plural": "fusions de doublons",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("undone_by__isnull", True), ("undone_at__isnull", False), _connector="OR"),
                        name="merge_undone_by_and_when",
                        violation_error_message="Une fusion annulée dit quand.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("dropped_id",),
                        name="merge_once",
                        violation_error_message="Ce doublon est déjà fusionné.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="handover",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="departures",
                to="organisations.person",
                verbose_name="personne qui part",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoveritem",
            constraint=models.UniqueConstraint(
                fields=("handover", "source", "subject_id"),
                name="handover_item_once",
                violation_error_message="Cet élément est déjà dans la passation.",
            ),
        ),
    ]
