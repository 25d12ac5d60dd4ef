"""The tables of the journal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Events, whom they reached, and sign-ins."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="numéro")),
                ("user_id", models.UUIDField(blank=True, db_index=True, null=True, verbose_name="compte")),
                ("at", models.DateTimeField(db_index=True, verbose_name="instant")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("password", "mot de passe"),
                            ("code", "code reçu par courriel"),
                            ("totp", "application d’authentification"),
                            ("passkey", "clé d’accès"),
                            ("recovery_code", "code de secours"),
                            ("proconnect", "ProConnect"),
                            ("invitation", "invitation"),
                        ],
                        max_length=20,
                        verbose_name="moyen",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("succeeded", "réussie"),
                            ("refused", "refusée"),
                            ("limited", "bloquée après trop d’essais"),
                            ("closed", "refusée : compte fermé"),
                            ("left", "déconnexion"),
                        ],
                        max_length=20,
                        verbose_name="issue",
                    ),
                ),
                ("address", models.GenericIPAddressField(blank=True, null=True, verbose_name="adresse du réseau")),
            ],
            options={
                "verbose_name": "connexion",
                "verbose_name_plural": "connexions",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="numéro")),
                ("at", models.DateTimeField(verbose_name="instant")),
                ("verb", models.SlugField(db_index=False, max_length=60, verbose_name="verbe")),
                ("actor_id", models.UUIDField(blank=True, null=True, verbose_name="auteur")),
                ("subject_type", models.CharField(max_length=80, verbose_name="nature du sujet")),
                ("subject_id", models.CharField(max_length=36, verbose_name="sujet")),
                ("organisation_id", models.UUIDField(blank=True, null=True, verbose_name="organisation")),
                ("agreement_id", models.UUIDField(blank=True, null=True, verbose_name="convention")),
                ("fields", models.JSONField(blank=True, default=list, verbose_name="champs modifiés")),
            ],
            options={
                "verbose_name": "événement",
                "verbose_name_plural": "événements",
                "indexes": [
                    models.Index(fields=["subject_id", "subject_type", "-id"], name="journal_event_by_subject"),
                    models.Index(fields=["organisation_id", "-id"], name="journal_event_by_organisation"),
                    models.Index(fields=["agreement_id", "-id"], name="journal_event_by_agreement"),
                    models.Index(fields=["actor_id", "-id"], name="journal_event_by_actor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reach",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="numéro")),
                ("organisation_id", models.UUIDField(verbose_name="organisation")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reaches",
                        to="journal.event",
                        verbose_name="événement",
                    ),
                ),
            ],
            options={
                "verbose_name": "destinataire d’un événement",
                "verbose_name_plural": "destinataires d’un événement",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_id", "event"), name="journal_reach_once_an_organisation"
                    )
                ],
            },
        ),
    ]
