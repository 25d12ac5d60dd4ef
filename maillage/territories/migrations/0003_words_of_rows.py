"""The words of the territories that are there already."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from maillage.base.search import indexed

MODELS = ("Territory",)
MANY = 2000


def fill(apps: Any, _editor: Any) -> None:
    """Write the words of each folded column into the table beside it."""
    for name in MODELS:
        rows, words = apps.get_model("territories", name), apps.get_model("territories", f"{name}Word")
        waiting = []
        for row, column in rows.objects.values_list("pk", "folded").iterator():
            waiting += [words(row_id=row, word=word) for word in indexed(column)]
            if len(waiting) > MANY:
                words.objects.bulk_create(waiting)
                waiting = []
        words.objects.bulk_create(waiting)


class Migration(migrations.Migration):
    dependencies = [("territories", "0002_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
