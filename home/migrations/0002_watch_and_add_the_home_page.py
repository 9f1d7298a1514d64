from django.db import migrations

from freshness.watching import watch


def add_home_page(apps, schema_editor):
    apps.get_model("home.HomePage").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_add_home_page"), ("freshness", "0001_count_changes")]

    operations = [
        watch("home_homepage"),
        migrations.RunPython(add_home_page, migrations.RunPython.noop),
    ]
