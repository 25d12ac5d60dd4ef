import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_agreements"),
    ]

    operations = [
        migrations.CreateModel(
            name="Expression",
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
                ("number", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("text", models.TextField(verbose_name="texte")),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte du texte")),
                (
                    "is_transcription",
                    models.BooleanField(
                        default=False,
                        help_text="Des mots mal lus ont été rétablis ; le fichier fait foi.",
                        verbose_name="transcription corrigée",
                    ),
                ),
                ("reading", models.JSONField(blank=True, default=dict, verbose_name="lecture de la machine")),
                ("html", models.TextField(blank=True, editable=False, verbose_name="texte mis en page")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="en vigueur du")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="en vigueur jusqu’au")),
                ("recorded_at", models.DateTimeField(verbose_name="enregistrée le")),
                ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacée le")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expressions",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="fichier lu",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistrée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "version du texte",
                "verbose_name_plural": "versions du texte",
            },
        ),
        migrations.CreateModel(
            name="Provision",
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
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provisions",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "disposition",
                "verbose_name_plural": "dispositions",
            },
        ),
        migrations.CreateModel(
            name="ProvisionVersion",
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
                ("position", models.PositiveIntegerField(verbose_name="ordre")),
                ("eid", models.CharField(max_length=200, verbose_name="identifiant Akoma Ntoso")),
                ("kind", models.CharField(max_length=20, verbose_name="nature")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="numéro")),
                ("heading", models.CharField(blank=True, max_length=1000, verbose_name="intitulé")),
                ("start", models.PositiveIntegerField(verbose_name="début")),
                ("end", models.PositiveIntegerField(verbose_name="fin")),
                (
                    "heading_start",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="début de l’intitulé"),
                ),
                ("heading_end", models.PositiveIntegerField(blank=True, null=True, verbose_name="fin de l’intitulé")),
                (
                    "expression",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provisions",
                        to="agreements.expression",
                        verbose_name="version",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="agreements.provisionversion",
                        verbose_name="dans",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="agreements.provision",
                        verbose_name="disposition",
                    ),
                ),
            ],
            options={
                "verbose_name": "version d’une disposition",
                "verbose_name_plural": "versions d’une disposition",
            },
        ),
        migrations.AddConstraint(
            model_name="expression",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"),
                name="expression_number_once",
                violation_error_message="Cette version existe déjà : rechargez la page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expression",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("agreement",),
                name="expression_one_current",
                violation_error_message="Une autre version vient d’être enregistrée : rechargez la page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="provisionversion",
            constraint=models.UniqueConstraint(
                fields=("expression", "position"),
                name="provision_version_in_order",
                violation_error_message="Deux dispositions ne tiennent pas à la même place.",
            ),
        ),
        migrations.AddConstraint(
            model_name="provisionversion",
            constraint=models.UniqueConstraint(
                fields=("expression", "provision"),
                name="provision_version_once",
                violation_error_message="Cette disposition est déjà dans le texte.",
            ),
        ),
    ]
