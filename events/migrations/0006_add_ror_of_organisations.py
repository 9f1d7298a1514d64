from django.db import migrations, models

import events.ror


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0005_add_merges"),
        ("publishing", "0002_keep_topic_names_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="ror",
            field=models.CharField(
                blank=True,
                help_text="The worldwide identifier of a research organisation. Look it up on ror.org.",
                max_length=9,
                validators=[events.ror.check_ror],
                verbose_name="ROR identifier",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                models.F("ror"),
                condition=models.Q(("ror", ""), _negated=True),
                name="events_organisation_ror_is_unique",
                violation_error_message="Another organisation has this ROR identifier.",
            ),
        ),
    ]
