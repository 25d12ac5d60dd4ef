import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
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
                    "sort",
                    models.CharField(
                        choices=[
                            ("kind", "genre"),
                            ("title", "titre"),
                            ("party", "partie"),
                            ("commitment", "engagement"),
                            ("term", "clause"),
                            ("mention", "mention"),
                            ("signatory", "signataire"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="clé")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="ordre")),
                ("read", models.JSONField(blank=True, default=dict, verbose_name="lu par la machine")),
                ("value", models.JSONField(blank=True, default=dict, verbose_name="retenu")),
                ("confidence", models.FloatField(blank=True, null=True, verbose_name="confiance")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_check", "À vérifier"),
                            ("accepted", "Confirmé"),
                            ("corrected", "Corrigé"),
                            ("added", "Ajouté"),
                            ("set_aside", "Écarté"),
                        ],
                        default="to_check",
                        max_length=20,
                        verbose_name="décision",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidé le")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="décidé par",
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
                    "tied_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
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
                "verbose_name": "élément lu",
                "verbose_name_plural": "éléments lus",
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("batch", models.UUIDField(db_index=True, verbose_name="geste")),
                ("before", models.JSONField(default=dict, verbose_name="avant")),
                ("after", models.JSONField(default=dict, verbose_name="après")),
                ("at", models.DateTimeField(verbose_name="le")),
                (
                    "by",
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
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="undone_by",
                        to="agreements.decision",
                        verbose_name="annule",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="agreements.finding",
                        verbose_name="élément lu",
                    ),
                ),
            ],
            options={
                "verbose_name": "décision",
                "verbose_name_plural": "décisions",
            },
        ),
        migrations.CreateModel(
            name="Defect",
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
                ("position", models.PositiveIntegerField(default=0, verbose_name="ordre")),
                ("code", models.CharField(max_length=80, verbose_name="règle")),
                (
                    "severity",
                    models.CharField(
                        choices=[("error", "À corriger"), ("warning", "À vérifier"), ("advice", "Conseil")],
                        max_length=20,
                        verbose_name="gravité",
                    ),
                ),
                ("message", models.TextField(verbose_name="constat")),
                ("source", models.CharField(max_length=400, verbose_name="source")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Relevé"), ("mended", "Corrigé"), ("set_aside", "Écarté")],
                        default="open",
                        max_length=20,
                        verbose_name="suite",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="motif")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidé le")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="defects",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="décidé par",
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
                "verbose_name": "défaut",
                "verbose_name_plural": "défauts",
            },
        ),
        migrations.CreateModel(
            name="ReadingJob",
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
                ("asked_at", models.DateTimeField(verbose_name="demandée le")),
                ("begun_at", models.DateTimeField(blank=True, null=True, verbose_name="commencée le")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="terminée le")),
                ("problem", models.TextField(blank=True, verbose_name="ce qui a empêché la lecture")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reading_jobs",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "asked_by",
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="fichier",
                    ),
                ),
            ],
            options={
                "verbose_name": "lecture en cours",
                "verbose_name_plural": "lectures en cours",
            },
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["agreement", "sort", "position"], name="finding_in_order"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "to_check"), ("decided_at__isnull", False), _connector="OR"),
                name="finding_decided_by_and_when",
                violation_error_message="Une décision dit quand elle a été prise.",
            ),
        ),
        migrations.AddConstraint(
            model_name="defect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "set_aside"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="defect_set_aside_says_why",
                violation_error_message="Écrivez pourquoi ce défaut est écarté.",
            ),
        ),
        migrations.AddIndex(
            model_name="readingjob",
            index=models.Index(fields=["ended_at", "asked_at"], name="reading_job_waiting"),
        ),
    ]
