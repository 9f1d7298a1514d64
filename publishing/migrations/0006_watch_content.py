from django.db import migrations

from freshness.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("freshness", "0001_count_changes"),
        ("publishing", "0005_use_plainer_labels"),
    ]

    operations = [
        watch(
            "publishing_formerslug",
            "publishing_document",
            "publishing_picture",
            "publishing_topic",
            "publishing_topicitem",
        ),
    ]
