"""Events are found by their instant: what changed since a last visit is asked on every home page."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_events_and_sign_ins")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["at"], name="journal_event_by_instant"),
        ),
    ]
