import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from events.models import EventKind

BEFORE = [("events", "0025_read_chinese_names_in_cyrillic")]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_kinds_are_reworded_in_russian_unless_staff_renamed_them():
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    kinds = EventKind.objects.filter(slug__in=["policy-dialogue", "visit"]).order_by("slug")
    names = kinds.values_list("name_ru", flat=True)
    now = list(names.all())

    MigrationExecutor(connection).migrate(BEFORE)
    before = list(names.all())
    EventKind.objects.filter(slug="visit").update(name_ru="Выезд")
    MigrationExecutor(connection).migrate(newest)

    assert now == ["Диалог о политике развития", "Ознакомительная поездка"]
    assert before == ["Диалог по вопросам политики", "Визит"]
    assert list(names.all()) == ["Диалог о политике развития", "Выезд"]
