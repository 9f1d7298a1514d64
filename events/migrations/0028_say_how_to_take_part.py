import django.core.validators
from django.db import migrations, models

from publishing.models.indexes import AddIndex


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0027_name_countries_and_index_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="participation",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Who may come, whether it costs anything, what to send. Visitors see it until the end.",
                max_length=600,
                validators=[django.core.validators.MaxLengthValidator(600)],
                verbose_name="who can take part",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="participation_en",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Who may come, whether it costs anything, what to send. Visitors see it until the end.",
                max_length=600,
                null=True,
                validators=[django.core.validators.MaxLengthValidator(600)],
                verbose_name="who can take part",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="participation_ru",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Who may come, whether it costs anything, what to send. Visitors see it until the end.",
                max_length=600,
                null=True,
                validators=[django.core.validators.MaxLengthValidator(600)],
                verbose_name="who can take part",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="participation_zh_hans",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Who may come, whether it costs anything, what to send. Visitors see it until the end.",
                max_length=600,
                null=True,
                validators=[django.core.validators.MaxLengthValidator(600)],
                verbose_name="who can take part",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="registration_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="registration closes"),
        ),
        migrations.AddField(
            model_name="event",
            name="registration_url",
            field=models.URLField(
                blank=True,
                db_default="",
                default="",
                help_text="A form on another site. If empty, visitors are asked to write to us.",
                max_length=500,
                verbose_name="address of the registration",
            ),
        ),
        AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("registration_until__isnull", False)),
                fields=["registration_until"],
                name="events_event_registration",
            ),
        ),
    ]
