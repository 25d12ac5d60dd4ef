from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import migrations


def make_due(apps: Any, _schema_editor: Any) -> None:
    """What is already there has a state that nobody worked out: ``manage.py legal_states`` does, at the next start."""
    apps.get_model("agreements", "Agreement").objects.update(legal_state_due_on=dt.date(1970, 1, 1))


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0025_legal_state"),
    ]

    operations = [
        migrations.RunPython(make_due, migrations.RunPython.noop),
    ]
