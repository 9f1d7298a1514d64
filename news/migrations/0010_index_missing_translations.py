from django.db import migrations, models

from publishing.models.indexes import AddIndex


def missing(title, body):
    """An index of the articles outside the trash that do not exist in a language."""
    texts = (f"{title}__isnull", True), (title, ""), (f"{body}__isnull", True), (body, "")
    return AddIndex(
        "article",
        models.Index(
            fields=["-publish_at", "-id"],
            name=title.replace("title", "news_article_missing"),
            condition=models.Q(("trashed_at", None), models.Q(*texts, _connector="OR")),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("news", "0009_index_outdated_translations")]

    operations = [missing("title_ru", "body_ru"), missing("title_zh_hans", "body_zh_hans")]
