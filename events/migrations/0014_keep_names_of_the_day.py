"""Participants keep the name that they had on the day; those there are get the present one of their person."""

from django.db import migrations, models

FILL = """
    UPDATE events_participation
    SET honorific = person.honorific, given_name = person.given_name, family_name = person.family_name,
        family_name_first = person.family_name_first, native_name = person.native_name
    FROM events_person AS person WHERE person.id = events_participation.person_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0013_note_texts_not_understood"),
    ]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="honorific",
            field=models.CharField(
                blank=True,
                help_text="Mr., Ms., Dr., Prof., H.E. and the like.",
                max_length=40,
                verbose_name="form of address",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="given_name",
            field=models.CharField(
                blank=True,
                help_text="In Latin letters.",
                max_length=120,
                verbose_name="given name",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="family_name",
            field=models.CharField(
                blank=True,
                help_text="In Latin letters. If the person has only one name, enter it here.",
                max_length=120,
                verbose_name="family name",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="family_name_first",
            field=models.BooleanField(
                default=False,
                help_text="As in Huang Jingjing: Huang is the family name.",
                verbose_name="family name first",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="native_name",
            field=models.CharField(
                blank=True,
                help_text="As the person writes it: Айгуль Сапарова, 王小明.",
                max_length=200,
                verbose_name="name in native script",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("family_name", ""), ("given_name", ""), _negated=True),
                name="events_participation_has_name",
                violation_error_message="A participant needs a name in Latin letters.",
            ),
        ),
    ]
