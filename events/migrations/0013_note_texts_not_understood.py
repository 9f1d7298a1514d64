from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0012_let_people_take_part_in_both_ways"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="notes",
            field=models.JSONField(default=dict),
        ),
    ]
