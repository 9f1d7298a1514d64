from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0008_keep_organisations_that_were_chosen"),
    ]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="language",
            field=models.CharField(default="en", max_length=10),
        ),
    ]
