from django.db import migrations

from history.keeping import Spec, keep


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0011_link_articles_to_whom_they_name"),
        ("history", "0001_add_versions_and_drafts"),
    ]

    operations = [
        keep(
            Spec(
                "article",
                "news_article",
                (
                    *("body", "created_at", "created_by_id", "summary", "title"),
                    *("updated_at", "updated_by_id", "version"),
                ),
                (
                    ("news_article_countries", "article_id"),
                    ("news_article_events", "article_id"),
                    ("news_article_organisations", "article_id"),
                    ("news_article_people", "article_id"),
                    ("news_article_related", "from_article_id"),
                    ("news_attachment", "article_id"),
                    ("news_byline", "article_id"),
                    ("news_gallerypicture", "article_id"),
                    ("news_source", "article_id"),
                ),
                topics_of="news.article",
            )
        ),
    ]
