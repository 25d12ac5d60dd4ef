import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0004_parties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
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
                ("number", models.PositiveIntegerField(verbose_name="numéro")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitments",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "engagement",
                "verbose_name_plural": "engagements",
            },
        ),
        migrations.CreateModel(
            name="Judgement",
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
                    "verdict",
                    models.CharField(
                        choices=[
                            ("kept", "Tenu"),
                            ("partial", "Tenu en partie"),
                            ("broken", "Non tenu"),
                            ("not_applicable", "Sans objet"),
                        ],
                        max_length=20,
                        verbose_name="jugement",
                    ),
                ),
                ("word", models.TextField(blank=True, max_length=2000, verbose_name="un mot d’explication")),
                ("judged_on", models.DateField(verbose_name="au")),
                ("made_at", models.DateTimeField(verbose_name="enregistré le")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                ("shared_at", models.DateTimeField(blank=True, null=True, verbose_name="partagé le")),
                ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacé le")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="agreements.commitment",
                        verbose_name="engagement",
                    ),
                ),
                (
                    "made_by",
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
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="agreements.party",
                        verbose_name="partie",
                    ),
                ),
            ],
            options={
                "verbose_name": "jugement",
                "verbose_name_plural": "jugements",
            },
        ),
        migrations.CreateModel(
            name="Theme",
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
                ("name", models.CharField(max_length=300, verbose_name="thème")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="ordre")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "thème",
                "verbose_name_plural": "thèmes",
            },
        ),
        migrations.CreateModel(
            name="CommitmentVersion",
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
                ("text", models.TextField(verbose_name="engagement")),
                ("lead_in", models.TextField(blank=True, verbose_name="phrase d’annonce")),
                (
                    "binding",
                    models.CharField(
                        choices=[
                            ("one", "une partie"),
                            ("several", "plusieurs parties"),
                            ("all", "toutes les parties"),
                            ("reciprocal", "réciproque"),
                            ("none", "le texte ne dit pas qui"),
                        ],
                        default="one",
                        max_length=20,
                        verbose_name="qui s’engage",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("listed", "élément d’une liste d’engagements"),
                            ("explicit", "verbe d’engagement ou d’obligation"),
                            ("present", "présent ou futur"),
                        ],
                        default="explicit",
                        max_length=20,
                        verbose_name="tournure",
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            ("firm", "ferme"),
                            ("best_efforts", "de moyens"),
                            ("conditional", "sous condition"),
                            ("envisaged", "envisagé"),
                        ],
                        default="firm",
                        max_length=20,
                        verbose_name="force",
                    ),
                ),
                ("article", models.CharField(blank=True, max_length=40, verbose_name="article")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="du")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("recorded_at", models.DateTimeField(verbose_name="enregistré le")),
                ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacé le")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="agreements.commitment",
                        verbose_name="engagement",
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
                    "bearers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="commitments",
                        to="agreements.party",
                        verbose_name="parties qui s’engagent",
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
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="commitments",
                        to="agreements.theme",
                        verbose_name="thème",
                    ),
                ),
            ],
            options={
                "verbose_name": "version d’un engagement",
                "verbose_name_plural": "versions d’un engagement",
            },
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"),
                name="commitment_number_once",
                violation_error_message="Cet engagement existe déjà : rechargez la page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("commitment", "party"),
                name="judgement_one_current",
                violation_error_message="Quelqu’un vient de juger cet engagement : rechargez la page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.UniqueConstraint(
                fields=("agreement", "name"), name="theme_once", violation_error_message="Ce thème existe déjà."
            ),
        ),
        migrations.AddIndex(
            model_name="commitmentversion",
            index=models.Index(fields=["agreement", "start"], name="commitment_in_text_order"),
        ),
    ]
