import django.contrib.postgres.search
from django.db import migrations, models

from search.index.keeping import make_index


class Migration(migrations.Migration):
    initial = True

    dependencies = [("events", "0001_add_events_and_people")]  # which makes pg_trgm

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("object_id", models.BigIntegerField()),
                ("language", models.TextField()),
                ("moment", models.DateTimeField(null=True)),
                ("title", models.TextField()),
                ("text", models.TextField()),
                ("title_words", django.contrib.postgres.search.SearchVectorField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("names", models.TextField()),
            ],
            options={"managed": False},
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.TextField()),
                ("letters", models.TextField()),
            ],
            options={"managed": False},
        ),
        migrations.CreateModel(
            name="Miss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("text", models.CharField(max_length=100, verbose_name="searched for")),
                ("language", models.CharField(max_length=10, verbose_name="language of the page")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="times")),
            ],
            options={
                "verbose_name": "search without a result",
                "verbose_name_plural": "searches without a result",
                "ordering": ["-day", "-times", "text"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "text", "language"), name="search_miss_once_a_day")
                ],
            },
        ),
        make_index(),
    ]
