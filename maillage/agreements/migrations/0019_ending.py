from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


def _identity() -> list[tuple[str, models.Field[Any, Any]]]:
    key = models.UUIDField(
        default=maillage.base.identifiers.uuid7,
        editable=False,
        primary_key=True,
        serialize=False,
        verbose_name="identifiant",
    )
    return [
        ("id", key),
        ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="révision")),
    ]


def _told() -> list[tuple[str, models.Field[Any, Any]]]:
    return [
        ("recorded_at", models.DateTimeField(verbose_name="enregistré le")),
        ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
        ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="motif du retrait")),
    ]


def _agreement() -> models.Field[Any, Any]:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE,
        related_name="%(class)ss",
        to="agreements.agreement",
        verbose_name="convention",
    )


def _kept(to: str, label: str, related: str = "+") -> models.Field[Any, Any]:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related,
        to=to,
        verbose_name=label,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0018_sources_of_words"),
        ("organisations", "0012_words_of_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                *_identity(),
                *_told(),
                ("opened_on", models.DateField(verbose_name="ouvert le")),
                ("subject", models.CharField(max_length=300, verbose_name="objet")),
                ("description", models.TextField(blank=True, max_length=4000, verbose_name="exposé")),
                ("agreement", _agreement()),
                ("party", _kept("agreements.party", "soulevé par", "disputes")),
                ("recorded_by", _kept(settings.AUTH_USER_MODEL, "enregistré par")),
                ("withdrawn_by", _kept(settings.AUTH_USER_MODEL, "retiré par")),
            ],
            options={
                "verbose_name": "différend",
                "verbose_name_plural": "différends",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DisputeStep",
            fields=[
                *_identity(),
                *_told(),
                ("on", models.DateField(verbose_name="le")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("letter", "courrier"),
                            ("meeting", "rencontre"),
                            ("conciliation", "conciliation"),
                            ("mediation", "médiation convenue par écrit"),
                            ("mediation_ended", "fin de la médiation"),
                            ("settlement", "transaction signée"),
                            ("claim", "saisine du tribunal"),
                            ("judgement", "jugement"),
                            ("closed", "différend clos"),
                        ],
                        max_length=20,
                        verbose_name="étape",
                    ),
                ),
                ("word", models.CharField(blank=True, max_length=1000, verbose_name="précision")),
                ("agreement", _agreement()),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="agreements.dispute",
                        verbose_name="différend",
                    ),
                ),
                ("document", _kept("agreements.document", "pièce")),
                ("recorded_by", _kept(settings.AUTH_USER_MODEL, "enregistré par")),
                ("withdrawn_by", _kept(settings.AUTH_USER_MODEL, "retiré par")),
            ],
            options={
                "verbose_name": "étape d’un différend",
                "verbose_name_plural": "étapes d’un différend",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Ending",
            fields=[
                *_identity(),
                ("start", models.PositiveIntegerField(blank=True, null=True, verbose_name="début")),
                ("end", models.PositiveIntegerField(blank=True, null=True, verbose_name="fin")),
                ("quote", models.TextField(blank=True, verbose_name="mots du texte")),
                ("is_adrift", models.BooleanField(default=False, verbose_name="à revoir")),
                *_told(),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("exit_notice", "résiliation par une partie"),
                            ("non_renewal_notice", "opposition à la reconduction"),
                            ("leaving", "retrait d’une partie, les autres continuent"),
                            ("accord", "résiliation d’un commun accord"),
                            ("court", "décision de justice"),
                            ("replaced", "remplacement par un autre accord"),
                        ],
                        max_length=20,
                        verbose_name="manière",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=4000, verbose_name="motif")),
                ("period", models.CharField(blank=True, max_length=20, verbose_name="préavis")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="décidé le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="dernier jour")),
                ("court", models.CharField(blank=True, max_length=200, verbose_name="juridiction")),
                ("shared_at", models.DateTimeField(blank=True, null=True, verbose_name="connu des partenaires le")),
                ("agreement", _agreement()),
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
                ("organisation", _kept("organisations.organisation", "préparé par")),
                ("party", _kept("agreements.party", "partie", "endings")),
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
                ("recorded_by", _kept(settings.AUTH_USER_MODEL, "enregistré par")),
                ("replaced_by", _kept("agreements.agreement", "accord qui le remplace")),
                ("withdrawn_by", _kept(settings.AUTH_USER_MODEL, "retiré par")),
            ],
            options={
                "verbose_name": "fin d’un accord",
                "verbose_name_plural": "fins d’accords",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                *_identity(),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("registered_letter", "lettre recommandée avec avis de réception"),
                            ("electronic_registered", "lettre recommandée électronique"),
                            ("handed_over", "remise en main propre contre récépissé"),
                            ("bailiff", "acte de commissaire de justice"),
                            ("email", "courriel"),
                            ("letter", "lettre simple"),
                        ],
                        max_length=30,
                        verbose_name="moyen",
                    ),
                ),
                ("sent_on", models.DateField(verbose_name="envoyé le")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="reçu le")),
                ("reference", models.CharField(blank=True, max_length=60, verbose_name="numéro de suivi")),
                ("is_unclaimed", models.BooleanField(default=False, verbose_name="pli non réclamé")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="précision")),
                ("declared_by", models.CharField(blank=True, max_length=200, verbose_name="déclaré par")),
                ("recorded_at", models.DateTimeField(verbose_name="enregistré le")),
                ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacé le")),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.party",
                        verbose_name="destinataire",
                    ),
                ),
                ("proof", _kept("agreements.document", "preuve")),
                ("recorded_by", _kept(settings.AUTH_USER_MODEL, "enregistré par")),
                (
                    "ending",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="agreements.ending",
                        verbose_name="préavis",
                    ),
                ),
            ],
            options={
                "verbose_name": "remise d’un préavis",
                "verbose_name_plural": "remises d’un préavis",
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                *_identity(),
                *_told(),
                ("signed_on", models.DateField(verbose_name="signée le")),
                ("until_on", models.DateField(verbose_name="prolonge jusqu’au")),
                ("agreement", _agreement()),
                ("document", _kept("agreements.document", "pièce")),
                ("recorded_by", _kept(settings.AUTH_USER_MODEL, "enregistré par")),
                ("withdrawn_by", _kept(settings.AUTH_USER_MODEL, "retiré par")),
            ],
            options={
                "verbose_name": "prolongation",
                "verbose_name_plural": "prolongations",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RenewalChoice",
            fields=[
                *_identity(),
                *_told(),
                ("term_end_on", models.DateField(verbose_name="terme")),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("renew", "laisser reconduire"),
                            ("change", "renouveler en le modifiant"),
                            ("extend", "prolonger"),
                            ("let_end", "laisser prendre fin"),
                            ("give_notice", "s’opposer à la reconduction"),
                            ("undecided", "ne sait pas encore"),
                        ],
                        max_length=20,
                        verbose_name="souhait",
                    ),
                ),
                ("word", models.CharField(blank=True, max_length=1000, verbose_name="précision")),
                ("said_on", models.DateField(verbose_name="dit le")),
                ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="remplacé le")),
                ("agreement", _agreement()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewal_choices",
                        to="agreements.party",
                        verbose_name="partie",
                    ),
                ),
                ("recorded_by", _kept(settings.AUTH_USER_MODEL, "enregistré par")),
                ("withdrawn_by", _kept(settings.AUTH_USER_MODEL, "retiré par")),
            ],
            options={
                "verbose_name": "souhait pour la suite",
                "verbose_name_plural": "souhaits pour la suite",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                *_identity(),
                *_told(),
                ("from_on", models.DateField(verbose_name="du")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="au")),
                ("reason", models.CharField(max_length=500, verbose_name="motif")),
                ("agreement", _agreement()),
                ("recorded_by", _kept(settings.AUTH_USER_MODEL, "enregistré par")),
                ("withdrawn_by", _kept(settings.AUTH_USER_MODEL, "retiré par")),
            ],
            options={
                "verbose_name": "suspension",
                "verbose_name_plural": "suspensions",
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["agreement", "opened_on"], name="dispute_by_agreement"),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("withdrawn_reason", ""), _negated=True), _connector="OR"
                ),
                name="dispute_withdrawn_says_why",
                violation_error_message="Écrivez pourquoi vous retirez ce fait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disputestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("withdrawn_reason", ""), _negated=True), _connector="OR"
                ),
                name="disputestep_withdrawn_says_why",
                violation_error_message="Écrivez pourquoi vous retirez ce fait.",
            ),
        ),
        migrations.AddIndex(
            model_name="ending",
            index=models.Index(fields=["agreement", "recorded_at"], name="ending_by_agreement"),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("withdrawn_reason", ""), _negated=True), _connector="OR"
                ),
                name="ending_withdrawn_says_why",
                violation_error_message="Écrivez pourquoi vous retirez ce fait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way__in", ("exit_notice", "non_renewal_notice", "leaving")), _negated=True),
                    models.Q(("organisation__isnull", False), ("party__isnull", False)),
                    _connector="OR",
                ),
                name="ending_notice_is_of_a_party",
                violation_error_message="Un préavis est donné par une partie.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way__in", ("accord", "court", "replaced")), _negated=True),
                    models.Q(("decided_on__isnull", False), ("ends_on__isnull", False)),
                    _connector="OR",
                ),
                name="ending_stated_says_its_last_day",
                violation_error_message="Écrivez la date de la décision et le dernier jour de l’accord.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by__isnull", True),
                    models.Q(("replaced_by", models.F("agreement")), _negated=True),
                    _connector="OR",
                ),
                name="ending_not_replaced_by_itself",
                violation_error_message="Un accord ne se remplace pas lui-même.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("ending", "party"),
                name="delivery_one_current",
                violation_error_message="L’envoi à ce partenaire est déjà enregistré : rechargez la page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on__isnull", True), ("received_on__gte", models.F("sent_on")), _connector="OR"
                ),
                name="delivery_received_after_it_is_sent",
                violation_error_message="La réception ne peut pas précéder l’envoi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_unclaimed", False),
                    ("received_on__isnull", True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="delivery_unclaimed_says_why_it_counts",
                violation_error_message="Le pli n’a pas été réclamé : écrivez pourquoi cette date est retenue.",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("withdrawn_reason", ""), _negated=True), _connector="OR"
                ),
                name="extension_withdrawn_says_why",
                violation_error_message="Écrivez pourquoi vous retirez ce fait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on__gte", models.F("signed_on"))),
                name="extension_ends_after_it_is_signed",
                violation_error_message="Le nouveau terme précède la signature de la prolongation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="renewalchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("withdrawn_reason", ""), _negated=True), _connector="OR"
                ),
                name="renewalchoice_withdrawn_says_why",
                violation_error_message="Écrivez pourquoi vous retirez ce fait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="renewalchoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("party", "term_end_on"),
                name="renewal_choice_one_current",
                violation_error_message="Cette partie vient de dire autre chose : rechargez la page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("withdrawn_reason", ""), _negated=True), _connector="OR"
                ),
                name="suspension_withdrawn_says_why",
                violation_error_message="Écrivez pourquoi vous retirez ce fait.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"),
                name="suspension_ends_after_it_begins",
                violation_error_message="La reprise précède la suspension.",
            ),
        ),
    ]
