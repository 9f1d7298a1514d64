from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0009_note_the_language_of_a_check"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="question",
            field=models.CharField(default="", max_length=200),
        ),
    ]
