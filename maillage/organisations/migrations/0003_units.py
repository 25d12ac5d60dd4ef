"""Units, with the words of each organisation."""

import django.db.models.deletion
from django.db import migrations, models

import maillage.base.identifiers
import maillage.base.search


class Migration(migrations.Migration):
    """Units, with the words of each organisation."""

    dependencies = [
        ("organisations", "0002_organisations"),
        ("territories", "0001_territories"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unit",
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
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="nom court ou sigle")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                ("postal_code", models.CharField(blank=True, max_length=5, verbose_name="code postal")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="ville")),
                ("path", models.TextField(default="", editable=False, verbose_name="chemin")),
                ("folded", maillage.base.search.FoldedField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.unit",
                        verbose_name="rattachée à",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="territories.territory",
                        verbose_name="secteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "unité",
                "verbose_name_plural": "unités",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitLabel",
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
                ("rank", models.PositiveSmallIntegerField(default=1, verbose_name="niveau")),
                ("name", models.CharField(max_length=100, verbose_name="libellé")),
                ("short_name", models.CharField(blank=True, max_length=20, verbose_name="sigle")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unit_labels",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "libellé d’unité",
                "verbose_name_plural": "libellés d’unité",
            },
        ),
        migrations.AddField(
            model_name="unit",
            name="label",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="units",
                to="organisations.unitlabel",
                verbose_name="niveau",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitlabel",
            constraint=models.UniqueConstraint(
                fields=("organisation", "name"),
                name="unit_label_once",
                violation_error_message="Ce libellé existe déjà.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="organisations_unit_ends_after_it_begins",
                violation_error_message="La date de fin précède la date de début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("pk")), _negated=True),
                name="unit_not_its_own_parent",
                violation_error_message="Une unité n’est pas rattachée à elle-même.",
            ),
        ),
    ]
