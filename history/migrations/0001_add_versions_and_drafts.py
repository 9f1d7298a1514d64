import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from freshness.watching import watch
from history.keeping import make_keeping


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("freshness", "0001_count_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("object_id", models.BigIntegerField()),
                ("holder", models.TextField(blank=True, default="")),
                ("subject", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField(verbose_name="time")),
                ("transaction", models.BigIntegerField()),
                ("maker_name", models.TextField(blank=True, verbose_name="by")),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Such as “As sent to the ministry”. A version with a name is kept for ever.",
                        max_length=100,
                        verbose_name="name of the version",
                    ),
                ),
                ("content", models.JSONField(null=True)),
                (
                    "maker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["kind", "object_id", "-id"], name="history_version_of_item"),
                    models.Index(
                        condition=models.Q(("holder", ""), _negated=True),
                        fields=["holder", "-id"],
                        name="history_version_of_holder",
                    ),
                    models.Index(
                        condition=models.Q(("subject", ""), _negated=True),
                        fields=["subject"],
                        name="history_version_about",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("object_id", models.BigIntegerField()),
                ("base", models.JSONField()),
                ("content", models.JSONField()),
                ("topics", models.JSONField(default=dict)),
                ("saves", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(verbose_name="last changed")),
                ("failure", models.TextField(blank=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a change",
                "verbose_name_plural": "drafts of changes",
            },
        ),
        migrations.CreateModel(
            name="DueChange",
            fields=[
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="due",
                        serialize=False,
                        to="history.draft",
                    ),
                ),
                ("due_at", models.DateTimeField(db_index=True, verbose_name="publish this change at")),
            ],
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                models.F("kind"), models.F("object_id"), name="history_draft_one_of_an_item"
            ),
        ),
        make_keeping(),
        watch("history_duechange"),
    ]
