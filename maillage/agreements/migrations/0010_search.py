import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0009_stock"),
        ("organisations", "0009_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="numéro")),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
                ("changed_at", models.DateTimeField(verbose_name="modifiée le")),
            ],
            options={
                "verbose_name": "entrée de la recherche",
                "verbose_name_plural": "entrées de la recherche",
            },
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="numéro")),
                ("key", models.CharField(max_length=10, verbose_name="clé")),
                ("word", models.CharField(max_length=40, verbose_name="mot")),
            ],
            options={
                "verbose_name": "graphie",
                "verbose_name_plural": "graphies",
            },
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("to_on__isnull", False)), fields=["organisation", "to_on"], name="party_that_left"
            ),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="agreement",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="search_entry",
                to="agreements.agreement",
                verbose_name="convention",
            ),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="expression",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="agreements.expression",
                verbose_name="version lue",
            ),
        ),
        migrations.AddConstraint(
            model_name="spelling",
            constraint=models.UniqueConstraint(fields=("key", "word"), name="spelling_once"),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["-changed_at", "agreement"], name="search_entry_by_change"),
        ),
    ]
