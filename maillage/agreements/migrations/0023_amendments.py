"""Avenants, their instructions, and what becomes of commitments."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maillage.base.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0022_versions_in_time"),
        ("files", "0001_stored_files"),
        ("organisations", "0012_words_of_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Amendment",
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
                ("title", models.CharField(blank=True, max_length=300, verbose_name="objet")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signé le")),
                ("effect_on", models.DateField(blank=True, null=True, verbose_name="prend effet le")),
                ("created_at", models.DateTimeField(verbose_name="préparé le")),
                ("recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="enregistré le")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500, verbose_name="motif du retrait")),
            ],
            options={
                "verbose_name": "avenant",
                "verbose_name_plural": "avenants",
            },
        ),
        migrations.CreateModel(
            name="CommitmentChange",
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
                    "fate",
                    models.CharField(
                        choices=[
                            ("changed", "modifié"),
                            ("split", "partagé en plusieurs"),
                            ("merged", "réuni avec d’autres"),
                            ("ended", "prend fin"),
                            ("new", "nouveau"),
                        ],
                        max_length=20,
                        verbose_name="devenir",
                    ),
                ),
                ("on", models.DateField(verbose_name="à compter du")),
                ("proposed", models.JSONField(blank=True, default=list, verbose_name="lu dans le nouveau texte")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "À confirmer"),
                            ("confirmed", "Confirmé"),
                            ("set_aside", "Écarté"),
                            ("undone", "Défait avec l’avenant"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="décision",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposé le")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidé le")),
            ],
            options={
                "verbose_name": "devenir d’engagements",
                "verbose_name_plural": "devenirs d’engagements",
            },
        ),
        migrations.CreateModel(
            name="Instruction",
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
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("replace", "remplacer une disposition"),
                            ("heading", "changer un intitulé"),
                            ("words", "remplacer ou supprimer des mots"),
                            ("insert", "ajouter une disposition"),
                            ("strike", "supprimer une disposition"),
                            ("move", "déplacer une disposition"),
                            ("renumber", "changer un numéro"),
                            ("term", "changer une clause"),
                            ("join", "une partie entre"),
                            ("leave", "une partie sort"),
                        ],
                        max_length=20,
                        verbose_name="ce qui est demandé",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("after", "après"),
                            ("before", "avant"),
                            ("first", "au début de"),
                            ("last", "à la fin de"),
                        ],
                        max_length=10,
                        verbose_name="où",
                    ),
                ),
                ("effect_on", models.DateField(blank=True, null=True, verbose_name="prend effet le")),
                ("words", models.TextField(blank=True, verbose_name="nouveaux mots")),
                ("former", models.TextField(blank=True, verbose_name="mots remplacés")),
                ("is_everywhere", models.BooleanField(default=False, verbose_name="partout dans la disposition")),
                ("heading", models.CharField(blank=True, max_length=1000, verbose_name="nouvel intitulé")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="nouveau numéro")),
                (
                    "term",
                    models.CharField(
                        blank=True,
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
                ("value", models.CharField(blank=True, max_length=500, verbose_name="nouvelle valeur")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmée le")),
                ("problem", models.TextField(blank=True, verbose_name="question")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("stands", "elle s’applique ainsi"), ("set_aside", "elle est écartée")],
                        max_length=20,
                        verbose_name="décision",
                    ),
                ),
                ("decision_reason", models.CharField(blank=True, max_length=500, verbose_name="motif")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidée le")),
            ],
            options={
                "verbose_name": "instruction d’un avenant",
                "verbose_name_plural": "instructions d’un avenant",
            },
        ),
        migrations.AddField(
            model_name="amendment",
            name="act",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="amending",
                to="agreements.agreement",
                verbose_name="l’avenant lui-même",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="amendments",
                to="agreements.agreement",
                verbose_name="convention",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="préparé par",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="prepared_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prepared_amendments",
                to="organisations.organisation",
                verbose_name="préparé par",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="enregistré par",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="retiré par",
            ),
        ),
        migrations.AddField(
            model_name="commitmentchange",
            name="after",
            field=models.ManyToManyField(
                blank=True,
                related_name="changes_before",
                to="agreements.commitmentversion",
                verbose_name="engagements ensuite",
            ),
        ),
        migrations.AddField(
            model_name="commitmentchange",
            name="amendment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="commitment_changes",
                to="agreements.amendment",
                verbose_name="avenant",
            ),
        ),
        migrations.AddField(
            model_name="commitmentchange",
            name="before",
            field=models.ManyToManyField(
                blank=True,
                related_name="changes_after",
                to="agreements.commitmentversion",
                verbose_name="engagements jusque-là",
            ),
        ),
        migrations.AddField(
            model_name="commitmentchange",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="décidé par",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="amendment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="instructions",
                to="agreements.amendment",
                verbose_name="avenant",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="beside",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="agreements.provision",
                verbose_name="à côté de",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="confirmée par",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="décidée par",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="expression",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="agreements.expression",
                verbose_name="version",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="agreements.party",
                verbose_name="partie",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="provision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="agreements.provision",
                verbose_name="disposition",
            ),
        ),
        migrations.AddField(
            model_name="instruction",
            name="target",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="agreements.provision",
                verbose_name="disposition visée",
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="instruction",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="agreements.instruction",
                verbose_name="écrite par",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("recorded_at__isnull", False), ("withdrawn_at__isnull", True)),
                fields=("agreement", "number"),
                name="amendment_number_once",
                violation_error_message="Un avenant porte déjà ce numéro.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("recorded_at__isnull", True), ("effect_on__isnull", False), _connector="OR"),
                name="amendment_recorded_with_effect",
                violation_error_message="Un avenant enregistré dit le jour où il prend effet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True),
                    models.Q(("recorded_at__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="amendment_withdrawn_says_why",
                violation_error_message="Écrivez pourquoi cet avenant est retiré.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "proposed"), ("decided_at__isnull", False), _connector="OR"),
                name="commitment_change_decided_when",
                violation_error_message="Une décision dit quand elle a été prise.",
            ),
        ),
        migrations.AddIndex(
            model_name="instruction",
            index=models.Index(fields=["amendment", "position"], name="instruction_in_order"),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision", ""), ("decided_at__isnull", False), _connector="OR"),
                name="instruction_decided_when",
                violation_error_message="Une décision dit quand elle a été prise.",
            ),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "set_aside"), _negated=True),
                    models.Q(("decision_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="instruction_set_aside_says_why",
                violation_error_message="Écrivez pourquoi cette instruction est écartée.",
            ),
        ),
    ]
