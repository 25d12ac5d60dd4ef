"""Accounts, without what they point at."""

import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    """Accounts, without what they point at."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
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
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Un compte utilise déjà cette adresse."},
                        max_length=254,
                        unique=True,
                        verbose_name="adresse électronique",
                    ),
                ),
                ("email_verified_at", models.DateTimeField(blank=True, null=True, verbose_name="adresse vérifiée le")),
                ("is_active", models.BooleanField(default=True, verbose_name="ouvert")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="créé le")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="fermé le")),
            ],
            options={
                "verbose_name": "compte",
                "verbose_name_plural": "comptes",
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="user_email_is_folded",
                violation_error_message="L’adresse d’un compte s’écrit en minuscules.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("is_active", True)),
                    models.Q(("closed_at__isnull", False), ("is_active", False)),
                    _connector="OR",
                ),
                name="user_closed_says_when",
                violation_error_message="Un compte fermé porte la date de sa fermeture, et lui seul.",
            ),
        ),
    ]
