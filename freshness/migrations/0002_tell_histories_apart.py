from django.db import migrations

from freshness.watching import NOTE_CHANGE


class Migration(migrations.Migration):
    dependencies = [
        ("freshness", "0001_count_changes"),
    ]

    operations = [
        migrations.RunSQL(NOTE_CHANGE, migrations.RunSQL.noop),  # as new databases have it from the start
    ]
