from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0024_duties"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="legal_state",
            field=models.CharField(
                choices=[
                    ("draft", "Projet"),
                    ("negotiation", "En négociation"),
                    ("adopting", "En cours d’adoption"),
                    ("adopted", "Adopté"),
                    ("signing", "En cours de signature"),
                    ("signed", "Signé"),
                    ("in_force", "En vigueur"),
                    ("observed", "En vigueur, constaté"),
                    ("suspended", "Suspendu"),
                    ("expired", "Arrivé à son terme"),
                    ("terminated", "Résilié"),
                    ("replaced", "Remplacé"),
                    ("archived", "Archivé"),
                ],
                default="draft",
                editable=False,
                max_length=20,
                verbose_name="vie juridique",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="legal_state_due_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="à recalculer le"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="stated",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="dates constatées"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["legal_state", "folded", "id"], name="agreement_by_legal_state"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("legal_state_due_on__isnull", False)),
                fields=["legal_state_due_on"],
                name="agreement_legal_state_due",
            ),
        ),
    ]
