from django.db import migrations

from freshness.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("carec_site", "0001_count_tries_to_sign_in"),
        ("contacts", "0010_use_plainer_labels"),
        ("freshness", "0001_count_changes"),
    ]

    operations = [watch("contacts_quote", "contacts_topic")]
