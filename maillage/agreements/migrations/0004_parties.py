import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0003_findings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Party",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("party", "partie"),
                            ("associated", "acteur associé"),
                            ("beneficiary", "bénéficiaire"),
                        ],
                        default="party",
                        max_length=20,
                        verbose_name="rôle",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="ordre")),
                ("side", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="part")),
                ("name", models.CharField(max_length=300, verbose_name="dénomination")),
                ("short_name", models.CharField(blank=True, max_length=120, verbose_name="ci-après")),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("public", "collectivité ou organisme public"),
                            ("association", "association"),
                            ("company", "entreprise"),
                            ("person", "personne"),
                            ("other", "autre"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("seat", models.CharField(blank=True, max_length=300, verbose_name="siège")),
                ("represented_by", models.CharField(blank=True, max_length=300, verbose_name="représentée par")),
                ("capacity", models.CharField(blank=True, max_length=300, verbose_name="qualité")),
                ("authority", models.CharField(blank=True, max_length=500, verbose_name="en vertu de")),
                ("authority_body", models.CharField(blank=True, max_length=200, verbose_name="organe")),
                (
                    "authority_number",
                    models.CharField(blank=True, max_length=80, verbose_name="numéro de la délibération"),
                ),
                ("authority_on", models.DateField(blank=True, null=True, verbose_name="date de la délibération")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepte la publication depuis le"),
                ),
                ("published_by", models.CharField(blank=True, max_length=200, verbose_name="accord donné par")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
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
                "verbose_name": "partie",
                "verbose_name_plural": "parties",
            },
        ),
        migrations.CreateModel(
            name="Guarantor",
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
                ("name", models.CharField(max_length=300, verbose_name="fonction ou nom")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guarantors",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.person",
                        verbose_name="personne",
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
                        verbose_name="enregistré par",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="guarantors",
                        to="agreements.party",
                        verbose_name="pour la partie",
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
                "verbose_name": "garant",
                "verbose_name_plural": "garants",
            },
        ),
        migrations.CreateModel(
            name="Adherence",
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
                    "basis",
                    models.CharField(
                        choices=[
                            ("membership", "membre de la fédération"),
                            ("signature", "a signé elle-même"),
                            ("letter", "a écrit qu’elle adhère"),
                            ("declared", "déclarée par la fédération"),
                        ],
                        default="membership",
                        max_length=20,
                        verbose_name="à quel titre",
                    ),
                ),
                ("has_opted_out", models.BooleanField(default=False, verbose_name="a dit ne pas être liée")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adherences",
                        to="organisations.organisation",
                        verbose_name="membre",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adherences",
                        to="agreements.agreement",
                        verbose_name="convention",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adherences",
                        to="agreements.party",
                        verbose_name="fédération",
                    ),
                ),
            ],
            options={
                "verbose_name": "adhésion à un accord",
                "verbose_name_plural": "adhésions à un accord",
                "abstract": False,
                "indexes": [models.Index(fields=["member", "agreement"], name="adherence_by_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="agreements_adherence_ends_after_it_begins",
                        violation_error_message="La date de fin précède la date de début.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("to_on__isnull", True)),
                        fields=("party", "member"),
                        name="adherence_one_without_end",
                        violation_error_message="Ce membre adhère déjà.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["organisation", "agreement"], name="party_by_organisation"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on__isnull", True),
                    ("from_on__isnull", True),
                    ("to_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="party_leaves_after_it_joins",
                violation_error_message="La date de départ précède l’arrivée.",
            ),
        ),
    ]
