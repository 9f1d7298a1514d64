from django.db import migrations

from freshness.watching import watch


def add_institute(apps, schema_editor):
    apps.get_model("pages.Institute").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_add_pages_and_institute"), ("freshness", "0001_count_changes")]

    operations = [
        watch("pages_page", "pages_pageperson", "pages_institute"),
        migrations.RunPython(add_institute, migrations.RunPython.noop),
    ]
