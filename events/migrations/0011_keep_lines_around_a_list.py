from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0010_note_the_question_about_an_import_row"),
    ]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="heading_rows",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="outside",
            field=models.JSONField(default=list),
        ),
    ]
