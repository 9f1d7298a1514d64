from django.db import migrations

from freshness.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0010_use_plainer_labels"),
        ("freshness", "0001_count_changes"),
    ]

    operations = [watch("contacts_quote", "contacts_topic")]
