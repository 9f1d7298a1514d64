"""The site with a fourth language, in a process of its own; the database is left as it was.

Prints a JSON object of what `makemigrations` would write, and how pages answer after that is migrated.
"""

import json
import sys

import django


def main():
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("check", fail_level="WARNING", stdout=sys.stderr)
    state, migrations = written()
    with transaction.atomic():
        # The transaction around is what takes it all back.
        with connection.schema_editor(atomic=False) as editor:
            for migration in migrations:
                state = migration.apply(state, editor)
        report = {"operations": operations(migrations), **answers()}
        transaction.set_rollback(True)
    print(json.dumps(report))


def written():
    """The state of the migrations there are, and those that `makemigrations` would add."""
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None)
    state = loader.project_state()
    changes = MigrationAutodetector(state, ProjectState.from_apps(apps)).changes(loader.graph)
    return state, [migration for several in changes.values() for migration in several]


def operations(migrations) -> list[str]:
    return sorted(
        " ".join(
            filter(
                None,
                (migration.app_label, type(each).__name__, getattr(each, "model_name", ""), name_of(each)),
            )
        )
        for migration in migrations
        for each in migration.operations
    )


def name_of(operation) -> str:
    return getattr(operation, "name", "") or (getattr(operation, "index", None) or operation.constraint).name


def answers() -> dict:
    """Statuses of addresses, and what some of the pages hold."""
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse
    from django.utils import translation

    from events.event_import.files import _column
    from events.models import Event
    from news.models import Article
    from tests.factories import make_staff
    from tests.staff_records import one_of_each

    setup_test_environment()
    records = one_of_each()
    for record in (records[Article], records[Event]):
        record.title_kk, record.body_kk = "Су және энергия", "<p>Мәтін</p>"
        record.save()
        record.title_en = "Newer than its translation"
        record.save()
    staff = Client()
    staff.force_login(make_staff("administrator", email="administrator@example.org"))
    statuses, pages = {}, {}

    def get(client, address):
        response = client.get(address, follow=True)
        statuses[address] = response.status_code
        pages[address] = response.content.decode()

    for model, record in records.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        get(staff, reverse(f"{name}_changelist"))
        get(staff, reverse(f"{name}_change", args=[record.pk]))
    with translation.override("kk"):
        for name in ("home", "news:list", "events:list", "events:people", "events:calendars"):
            get(Client(), reverse(name))
        shown = [record for record in records.values() if hasattr(record, "get_absolute_url")]
        for record in shown:
            get(Client(), record.get_absolute_url())
        event = records[Event].get_absolute_url()
        article = records[Article].get_absolute_url()
    return {
        "statuses": statuses,
        "article": pages[article],
        "event": pages[event],
        "form": pages[reverse("admin:news_article_change", args=[records[Article].pk])],
        "heading": _column("Title (Kazakh)"),
    }


if __name__ == "__main__":
    django.setup()
    main()
