import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_commitments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("signed_original", "original signé"),
                            ("working_text", "texte de travail"),
                            ("annex", "annexe"),
                            ("resolution", "délibération"),
                            ("receipt", "accusé de réception de la préfecture"),
                            ("mandate", "mandat ou délégation de signature"),
                            ("evidence", "justificatif"),
                            ("other", "autre pièce"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="intitulé")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="datée du")),
                ("is_authoritative", models.BooleanField(default=False, verbose_name="fait foi")),
                ("is_private", models.BooleanField(default=False, verbose_name="gardée pour soi")),
                ("added_at", models.DateTimeField(verbose_name="ajoutée le")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ajoutée par",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="agreements.agreement",
                        verbose_name="convention",
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
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="donnée par",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="retirée par",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="documents",
                        to="agreements.party",
                        verbose_name="partie",
                    ),
                ),
            ],
            options={
                "verbose_name": "pièce",
                "verbose_name_plural": "pièces",
            },
        ),
        migrations.CreateModel(
            name="AgreementLink",
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
                            ("renews", "renouvelle"),
                            ("applies", "applique"),
                            ("declines", "décline localement"),
                            ("coordinated_with", "s’articule avec"),
                            ("amends", "modifie"),
                        ],
                        max_length=20,
                        verbose_name="lien",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="titre de l’autre accord")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="précision")),
                ("made_at", models.DateTimeField(verbose_name="enregistré le")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="agreements.agreement",
                        verbose_name="convention",
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
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_from",
                        to="agreements.agreement",
                        verbose_name="autre accord",
                    ),
                ),
            ],
            options={
                "verbose_name": "lien entre accords",
                "verbose_name_plural": "liens entre accords",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("target__isnull", False)),
                        fields=("agreement", "kind", "target"),
                        name="agreement_link_once",
                        violation_error_message="Ce lien est déjà enregistré.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target__isnull", True),
                            models.Q(("target", models.F("agreement")), _negated=True),
                            _connector="OR",
                        ),
                        name="agreement_link_to_another",
                        violation_error_message="Un accord n’est pas lié à lui-même.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target__isnull", False), models.Q(("title", ""), _negated=True), _connector="OR"
                        ),
                        name="agreement_link_leads_somewhere",
                        violation_error_message="Choisissez un accord, ou écrivez son titre.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Framework",
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
                ("name", models.CharField(max_length=300, verbose_name="cadre de référence")),
                ("version", models.CharField(blank=True, max_length=80, verbose_name="version")),
                ("address", models.URLField(blank=True, max_length=500, verbose_name="adresse")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="du")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="au")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frameworks",
                        to="organisations.organisation",
                        verbose_name="tenu par",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="agreements.framework",
                        verbose_name="remplacé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "cadre de référence",
                "verbose_name_plural": "cadres de référence",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "version", "organisation"),
                        name="framework_version_once",
                        violation_error_message="Cette version est déjà enregistrée.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                ("address", models.URLField(blank=True, max_length=500, verbose_name="adresse")),
                ("label", models.CharField(max_length=200, verbose_name="intitulé")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.document",
                        verbose_name="pièce",
                    ),
                ),
                (
                    "judgement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="agreements.judgement",
                        verbose_name="jugement",
                    ),
                ),
            ],
            options={
                "verbose_name": "justificatif",
                "verbose_name_plural": "justificatifs",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("document__isnull", False), models.Q(("address", ""), _negated=True), _connector="OR"
                        ),
                        name="evidence_is_somewhere",
                        violation_error_message="Joignez une pièce, ou donnez une adresse.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_authoritative", True), ("withdrawn_at__isnull", True)),
                fields=("agreement",),
                name="document_one_authoritative",
                violation_error_message="Une autre pièce fait déjà foi : retirez-lui d’abord cette qualité.",
            ),
        ),
    ]
