from django.db import migrations

from history.keeping import Spec, keep


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0002_watch_content_and_add_the_institute"),
        ("history", "0001_add_versions_and_drafts"),
    ]

    operations = [
        keep(
            Spec(
                "page",
                "pages_page",
                (
                    *("body", "created_at", "created_by_id", "short_title", "summary", "title"),
                    *("updated_at", "updated_by_id", "version"),
                ),
                (("pages_pageperson", "page_id"),),
                topics_of="pages.page",
            )
        ),
    ]
