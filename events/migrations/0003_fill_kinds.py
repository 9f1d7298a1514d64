from django.db import migrations

KINDS = [
    ("symposium", "Symposium", "Симпозиум", "专题研讨会"),
    ("conference", "Conference", "Конференция", "会议"),
    ("ministerial", "Ministerial meeting", "Министерская встреча", "部长级会议"),
    ("forum", "Forum", "Форум", "论坛"),
    ("policy-dialogue", "Policy dialogue", "Диалог по вопросам политики", "政策对话"),
    ("workshop", "Workshop", "Семинар", "研讨会"),
    ("training", "Training", "Учебный курс", "培训"),
    ("webinar", "Webinar", "Вебинар", "网络研讨会"),
    ("visit", "Visit", "Визит", "考察访问"),
]


def fill(apps, schema_editor):
    EventKind = apps.get_model("events", "EventKind")
    EventKind.objects.bulk_create(
        EventKind(slug=slug, name=english, name_en=english, name_ru=russian, name_zh_hans=chinese)
        for slug, english, russian, chinese in KINDS
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0002_fill_countries")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
