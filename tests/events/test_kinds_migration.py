import pytest

from events.models import EventKind
from tests.going_back import go_back, go_forward

BEFORE = ("events", "0025_read_chinese_names_in_cyrillic")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_kinds_are_reworded_in_russian_unless_staff_renamed_them():
    kinds = EventKind.objects.filter(slug__in=["policy-dialogue", "visit"]).order_by("slug")
    names = kinds.values_list("name_ru", flat=True)
    now = list(names.all())

    go_back(BEFORE)
    before = list(names.all())
    EventKind.objects.filter(slug="visit").update(name_ru="Выезд")
    go_forward()

    assert now == ["Диалог о политике развития", "Ознакомительная поездка"]
    assert before == ["Диалог по вопросам политики", "Визит"]
    assert list(names.all()) == ["Диалог о политике развития", "Выезд"]
