import django.db.models.deletion
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0006_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mention",
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
                ("start", models.PositiveIntegerField(blank=True, null=True, verbose_name="début")),
                ("end", models.PositiveIntegerField(blank=True, null=True, verbose_name="fin")),
                ("quote", models.TextField(blank=True, verbose_name="mots du texte")),
                ("is_adrift", models.BooleanField(default=False, verbose_name="à revoir")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("body", "instance"),
                            ("guarantor", "garant"),
                            ("principle", "principe"),
                            ("objective", "objectif"),
                            ("theme", "thème"),
                            ("amount", "montant"),
                            ("date", "date"),
                            ("law", "référence juridique"),
                            ("framework", "cadre de référence"),
                            ("article", "renvoi à un article"),
                            ("annex", "renvoi à une annexe"),
                            ("agreement", "renvoi à un accord"),
                            ("blank", "blanc à remplir"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("text", models.TextField(verbose_name="intitulé")),
                ("value", models.CharField(blank=True, max_length=200, verbose_name="valeur")),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="précisions")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="ordre")),
                ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacée le")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "expression",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="agreements.expression",
                        verbose_name="version",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="agreements.finding",
                        verbose_name="élément lu",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="agreements.framework",
                        verbose_name="cadre cité",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="agreements.provision",
                        verbose_name="disposition",
                    ),
                ),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "indexes": [models.Index(fields=["agreement", "kind", "position"], name="mention_in_order")],
            },
        ),
        migrations.CreateModel(
            name="Term",
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
                ("start", models.PositiveIntegerField(blank=True, null=True, verbose_name="début")),
                ("end", models.PositiveIntegerField(blank=True, null=True, verbose_name="fin")),
                ("quote", models.TextField(blank=True, verbose_name="mots du texte")),
                ("is_adrift", models.BooleanField(default=False, verbose_name="à revoir")),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("effect_trigger", "prise d’effet"),
                            ("effect_date", "date d’effet"),
                            ("duration", "durée"),
                            ("end_date", "échéance"),
                            ("renewal_mode", "reconduction"),
                            ("renewal_period", "durée d’une reconduction"),
                            ("renewal_max_times", "nombre de reconductions"),
                            ("notice_period", "préavis de résiliation"),
                            ("notice_form", "forme du préavis"),
                            ("non_renewal_notice", "préavis de non-reconduction"),
                            ("amendment_by", "modification"),
                            ("amendment_periodicity", "révision périodique"),
                            ("evaluation_periodicity", "bilan ou évaluation"),
                            ("dispute_amicable_first", "règlement amiable"),
                            ("dispute_court", "tribunal compétent"),
                        ],
                        max_length=30,
                        verbose_name="clause",
                    ),
                ),
                ("value", models.CharField(max_length=500, verbose_name="valeur")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="du")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("recorded_at", models.DateTimeField(verbose_name="enregistrée le")),
                ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacée le")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "expression",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="agreements.expression",
                        verbose_name="version",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="agreements.finding",
                        verbose_name="élément lu",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="agreements.provision",
                        verbose_name="disposition",
                    ),
                ),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "indexes": [models.Index(fields=["agreement", "name"], name="term_by_agreement")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("valid_to__isnull", True)),
                        fields=("agreement", "name"),
                        name="term_one_current",
                        violation_error_message="Cette clause est déjà écrite : modifiez-la.",
                    )
                ],
            },
        ),
    ]
