from django.db import migrations

from freshness.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0009_spell_domains_in_ascii"),
        ("freshness", "0001_count_changes"),
    ]

    operations = [watch("contacts_quote", "contacts_topic")]
