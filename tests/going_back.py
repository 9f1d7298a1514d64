"""Take migrations back and run them again, in order to test one of them.

Django's own way back builds all models anew for each migration in its plan, also for those of other apps
that it leaves alone, a quarter of the CPU of such tests.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def go_back(*targets: tuple[str, str]) -> None:
    """To these migrations, as pairs of an app and a name, whatever depends on later ones."""
    executor = MigrationExecutor(connection)
    for migration, _is_backwards in executor.migration_plan(targets):
        before = executor.loader.project_state((migration.app_label, migration.name), at_end=False)
        executor.unapply_migration(before, migration)


def go_forward() -> None:
    """To the newest."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
