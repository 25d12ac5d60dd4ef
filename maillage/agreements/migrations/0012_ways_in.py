import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0011_words"),
        ("organisations", "0009_imports"),
        ("territories", "0001_territories"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="agreement",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duplicates",
                to="agreements.agreement",
                verbose_name="doublon de",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("archived_at__isnull", True), ("confirmed_at__isnull", True)),
                fields=["brought_by", "-created_at", "id"],
                name="agreement_to_confirm",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="agreement_duplicates"
            ),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)), fields=["raised_at"], name="objection_open"
            ),
        ),
        migrations.AddIndex(
            model_name="readingconfirmation",
            index=models.Index(
                condition=models.Q(("answer", "asked")), fields=["asked_at"], name="confirmation_waiting"
            ),
        ),
    ]
