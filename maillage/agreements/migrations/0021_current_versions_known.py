"""A version that another one replaced is not in force."""

from typing import Any

from django.db import migrations


def _not_current(apps: Any, _editor: Any) -> None:
    apps.get_model("agreements", "Expression").objects.filter(superseded_at__isnull=False).update(is_current=False)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0020_current_version")]

    operations = [migrations.RunPython(_not_current, migrations.RunPython.noop)]
