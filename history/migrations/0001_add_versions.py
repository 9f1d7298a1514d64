import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from history.keeping import make_keeping


class Migration(migrations.Migration):
    initial = True

    dependencies = [
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
        make_keeping(),
    ]
