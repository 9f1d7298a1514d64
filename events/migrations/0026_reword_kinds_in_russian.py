"""«Визит» of a study group sounded like one of a minister, «политика» like politics. Names that staff gave stay."""

from django.db import migrations

REWORDED = [
    ("policy-dialogue", "Диалог по вопросам политики", "Диалог о политике развития"),
    ("visit", "Визит", "Ознакомительная поездка"),
]


def reword(apps, schema_editor):
    for slug, before, after in REWORDED:
        _rename(apps, slug, before, after)


def undo(apps, schema_editor):
    for slug, before, after in REWORDED:
        _rename(apps, slug, after, before)


def _rename(apps, slug, before, after):
    apps.get_model("events", "EventKind").objects.filter(slug=slug, name_ru=before).update(name_ru=after)


class Migration(migrations.Migration):
    dependencies = [("events", "0025_read_chinese_names_in_cyrillic")]

    operations = [migrations.RunPython(reword, undo)]
