import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.full_site import build

OURS = [
    "freshness",
    "publishing",
    "history",
    "events",
    "news",
    "pages",
    "contacts",
    "search",
    "subscriptions",
    "home",
    "audit",
    "carec_site",
]
FILES = [path for app in OURS for path in sorted(Path(settings.BASE_DIR, app, "migrations").glob("0*.py"))]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}.{path.stem}")
def test_migration_name_says_what_it_does(path):
    assert not re.search(r"^\d{4}_(auto|initial|merge|alter_.*_and_more)|_and_more", path.stem)
    assert re.fullmatch(r"\d{4}(_[a-z0-9]+){2,}", path.stem)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_migrations_run_back_and_forward_on_a_filled_database():
    build()
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()

    MigrationExecutor(connection).migrate([(app, None) for app in reversed(OURS)])
    left = {name for name in connection.introspection.table_names() if name.startswith(tuple(OURS))}
    call_command("migrate", verbosity=0)

    assert left == set()
    assert MigrationExecutor(connection).migration_plan(newest) == []
