import django.contrib.postgres.indexes
from django.db import migrations, models

from audit.triggers import make_functions


class Migration(migrations.Migration):
    initial = True

    dependencies = [("history", "0001_add_versions_and_drafts"), ("auth", "0001_initial")]

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
                ("at", models.DateTimeField(verbose_name="time")),
                ("actor", models.BigIntegerField(null=True)),
                ("actor_name", models.TextField(blank=True)),
                ("network", models.TextField(blank=True)),
                (
                    "action",
                    models.TextField(
                        choices=[
                            ("added", "Added"),
                            ("changed", "Changed"),
                            ("deleted", "Deleted"),
                            ("downloaded", "Downloaded"),
                            ("signed_in", "Signed in"),
                            ("sign_in_failed", "Sign-in failed"),
                            ("signed_out", "Signed out"),
                            ("devices_signed_out", "Devices signed out"),
                        ],
                        verbose_name="action",
                    ),
                ),
                ("model", models.TextField(blank=True)),
                ("object_id", models.BigIntegerField(null=True)),
                ("item", models.TextField(blank=True)),
                ("name", models.TextField(blank=True)),
                ("person", models.BigIntegerField(null=True)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("transaction", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "log entry",
                "verbose_name_plural": "log",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("item", ""), _negated=True),
                        fields=["item", "-id"],
                        name="audit_entry_of_item",
                    ),
                    models.Index(
                        condition=models.Q(("actor__isnull", False)),
                        fields=["actor", "-id"],
                        name="audit_entry_of_actor",
                    ),
                    models.Index(fields=["model", "-id"], name="audit_entry_of_model"),
                    models.Index(fields=["action", "-id"], name="audit_entry_of_action"),
                    models.Index(
                        condition=models.Q(("person__isnull", False)),
                        fields=["person"],
                        name="audit_entry_about",
                    ),
                    django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="audit_entry_at"),
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["transaction"], name="audit_entry_transaction"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "action__in",
                                [
                                    "added",
                                    "changed",
                                    "deleted",
                                    "downloaded",
                                    "signed_in",
                                    "sign_in_failed",
                                    "signed_out",
                                    "devices_signed_out",
                                ],
                            )
                        ),
                        name="audit_entry_action_is_known",
                    )
                ],
            },
        ),
        make_functions(),
    ]
