from django.db import migrations, models
from django.db.models.functions import Concat

from publishing.models.indexes import AddIndex

LATIN_NAME = Concat("family_name", models.Value(" "), "given_name", output_field=models.TextField())
NATIVE_NAME = models.Case(
    models.When(family_name_first=True, then=models.F("native_name")),
    default=models.Func(
        "native_name",
        models.Value(r"^(.*\S)\s+(\S+)$"),
        models.Value(r"\2 \1"),
        function="regexp_replace",
    ),
    output_field=models.TextField(),
)


def place(*words):
    return models.GeneratedField(
        db_persist=True,
        expression=models.Func(*words, function="events_place", output_field=models.TextField()),
        output_field=models.TextField(db_collation="C"),
    )


class Migration(migrations.Migration):
    """The indexes of their places go first, for a table that gets such a column is written anew with its own."""

    dependencies = [("events", "0028_say_how_to_take_part")]

    operations = [
        migrations.RemoveIndex("person", "events_person_latin"),
        migrations.RemoveIndex("person", "events_person_cyrillic"),
        migrations.AddField("person", "latin_place", place(models.Value(""), LATIN_NAME, models.Value(""))),
        migrations.AddField("person", "cyrillic_place", place(NATIVE_NAME, LATIN_NAME, models.Value("—"))),
        AddIndex("person", models.Index(fields=["latin_place", "id"], name="events_person_latin")),
        AddIndex("person", models.Index(fields=["cyrillic_place", "id"], name="events_person_cyrillic")),
    ]
