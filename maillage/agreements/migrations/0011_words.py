from typing import Any

from django.db import migrations

TABLE = "agreements_words"
SCHEMAS = {
    "sqlite": (
        (
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5"
            "(title, names, themes, body, tokenize = 'ascii', detail = column, columnsize = 0)"
        ),
    ),
    "postgresql": (
        (
            f"CREATE TABLE {TABLE} (id bigint PRIMARY KEY, title tsvector NOT NULL, names tsvector NOT NULL, "
            "themes tsvector NOT NULL, everything tsvector NOT NULL)"
        ),
        *(
            f"CREATE INDEX {TABLE}_{column} ON {TABLE} USING gin ({column})"
            for column in ("title", "names", "themes", "everything")
        ),
    ),
}


def create(_apps: Any, schema_editor: Any) -> None:
    """The table of terms, which each database has in its own kind (``queries.fulltext``)."""
    for statement in SCHEMAS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(_apps: Any, schema_editor: Any) -> None:
    """Take it away: the index is made again by ``manage.py reindex``."""
    schema_editor.execute(f"DROP TABLE {TABLE}")


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0010_search"),
    ]

    operations = [migrations.RunPython(create, drop)]
