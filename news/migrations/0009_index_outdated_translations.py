from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import LessThan

from publishing.models.indexes import AddIndex


def outdated(code, title, body):
    """An index of the articles outside the trash whose translation is of an older English text."""
    missing = (f"{title}__isnull", True), (title, ""), (f"{body}__isnull", True), (body, "")
    made_from = Coalesce(Cast(KeyTextTransform(code, "translated_from"), models.IntegerField()), 0)
    return AddIndex(
        "article",
        models.Index(
            fields=["-publish_at", "-id"],
            name=title.replace("title", "news_article_outdated"),
            condition=models.Q(
                ("trashed_at", None),
                models.Q(*missing, _connector="OR", _negated=True),
                LessThan(made_from, models.F("english_revision")),
            ),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("news", "0008_index_what_staff_look_for")]

    operations = [
        outdated("ru", "title_ru", "body_ru"),
        outdated("zh-hans", "title_zh_hans", "body_zh_hans"),
    ]
