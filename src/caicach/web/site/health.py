"""Is it alive; can it work: for the machine that watches this one."""

from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


def live(_request: HttpRequest) -> JsonResponse:
    """Answer as long as the process does."""
    return JsonResponse({"state": "live"})


def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and is migrated, else 503 with what is missing."""
    missing = missing_parts()
    state: dict[str, Any] = {"state": "ready" if not missing else "not ready", "missing": missing}
    return JsonResponse(state, status=503 if missing else 200)


def missing_parts() -> list[str]:
    """Return what keeps the workspace from working: database, migrations."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return ["database"]
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return ["migrations"] if behind else []
