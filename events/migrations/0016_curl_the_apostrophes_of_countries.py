from django.db import migrations

# The names as 0002 wrote them; those that staff have changed since are theirs.
STRAIGHT = [
    ("CI", "name_en", "Côte d'Ivoire"),
    ("CI", "name_ru", "Кот-д'Ивуар"),
    ("CN", "name_en", "People's Republic of China"),
    ("KP", "name_en", "Democratic People's Republic of Korea"),
    ("LA", "name_en", "Lao People's Democratic Republic"),
]


def curl(apps, schema_editor):
    for code, field, name in STRAIGHT:
        rename(apps, code, field, name, name.replace("'", "’"))


def straighten(apps, schema_editor):
    for code, field, name in STRAIGHT:
        rename(apps, code, field, name.replace("'", "’"), name)


def rename(apps, code, field, before, after):
    named = apps.get_model("events", "Country").objects.filter(code=code, **{field: before})
    # The column without a language holds English.
    named.update(**{field: after, **({"name": after} if field == "name_en" else {})})


class Migration(migrations.Migration):
    dependencies = [("events", "0015_add_splits")]

    operations = [migrations.RunPython(curl, straighten)]
