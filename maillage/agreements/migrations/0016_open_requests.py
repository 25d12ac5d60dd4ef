from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0015_answers"),
        ("organisations", "0012_words_of_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True), ("revoked_at__isnull", True)),
                fields=["party", "member"],
                name="request_open",
            ),
        ),
    ]
