from django.db import migrations, models

from publishing.models.indexes import AddIndex


class Migration(migrations.Migration):
    dependencies = [("events", "0029_store_places_of_people")]

    operations = [
        migrations.RemoveIndex("participation", "events_listed_country"),
        AddIndex(
            "participation",
            models.Index(
                fields=["country", "event"],
                include=["person"],
                name="events_listed_country",
                condition=models.Q(consent="yes") & ~models.Q(attended="no"),
            ),
        ),
    ]
