from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower

NAME = models.CharField(max_length=100, verbose_name="name")
TRANSLATED_NAME = models.CharField(max_length=100, null=True, verbose_name="name")


def copy_to_english(apps, schema_editor):
    apps.get_model("publishing", "Topic").objects.update(name_en=F("name"))


def copy_from_english(apps, schema_editor):
    apps.get_model("publishing", "Topic").objects.update(
        name=F("name_en"),
        # Before, a missing translation was an empty text.
        name_ru=Coalesce("name_ru", Value("")),
        name_zh_hans=Coalesce("name_zh_hans", Value("")),
    )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_lengthen_paths_of_documents")]

    operations = [
        migrations.RemoveConstraint("topic", "publishing_topic_name_once"),
        migrations.AddField("topic", "name_en", TRANSLATED_NAME),
        migrations.AlterField("topic", "name", NAME),
        migrations.AlterField("topic", "name_ru", TRANSLATED_NAME),
        migrations.AlterField("topic", "name_zh_hans", TRANSLATED_NAME),
        migrations.RunPython(copy_to_english, copy_from_english),
        migrations.AddConstraint(
            "topic",
            models.UniqueConstraint(
                Lower("name_en"),
                name="publishing_topic_name_once",
                violation_error_message="There is already a topic with this name.",
            ),
        ),
        migrations.AddConstraint(
            "topic",
            models.CheckConstraint(
                condition=Q(name_en__isnull=False, name_en__gt=""),
                name="publishing_topic_has_name",
                violation_error_message="The English name can’t be empty.",
            ),
        ),
        migrations.AlterModelOptions(
            "topic",
            {"ordering": ["name_en"], "verbose_name": "topic", "verbose_name_plural": "topics"},
        ),
    ]
