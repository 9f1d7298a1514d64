from django.db import migrations, models

from publishing.models.indexes import AddIndex


def missing(title, body):
    """An index of the events outside the trash that do not exist in a language."""
    texts = (f"{title}__isnull", True), (title, ""), (f"{body}__isnull", True), (body, "")
    return AddIndex(
        "event",
        models.Index(
            fields=["-publish_at", "-id"],
            name=title.replace("title", "events_event_missing"),
            condition=models.Q(("trashed_at", None), models.Q(*texts, _connector="OR")),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0023_index_outdated_translations")]

    operations = [missing("title_ru", "body_ru"), missing("title_zh_hans", "body_zh_hans")]
