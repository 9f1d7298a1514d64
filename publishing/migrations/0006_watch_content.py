from django.db import migrations

from freshness.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("freshness", "0001_count_changes"),
        ("publishing", "0004_translate_names_of_topics"),
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
