"""Whether the application can serve: asked by a supervisor, without signing in, and without telling anything."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger("maillage.health")


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say ok when the database answers and has all its migrations, else 503; the reason goes to the log."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        logger.exception("the database does not answer")
        return _unwell()
    if waiting:
        logger.error("%d migrations are waiting", len(waiting))
        return _unwell()
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def _unwell() -> HttpResponse:
    return HttpResponse("unavailable", content_type="text/plain; charset=utf-8", status=503)
