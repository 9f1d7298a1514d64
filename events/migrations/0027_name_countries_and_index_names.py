import csv
from pathlib import Path

from django.db import migrations, models
from django.db.models.functions import Collate, Concat

from events.querysets.alphabet import DROP_PLACE, MAKE_PLACE
from publishing.models.indexes import AddIndex

FILE = Path(__file__).parent / "official_names.csv"
LABEL = "official name"
HELP = "The long form, such as Republic of Kazakhstan, shown on the country’s page."
LATIN_NAME = Concat("family_name", models.Value(" "), "given_name", output_field=models.TextField())


def fill(apps, schema_editor):
    """Official names of the members and of countries that often come; others are staff's to add."""
    countries = apps.get_model("events", "Country").objects
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            countries.filter(code=row["code"]).update(
                official_name=row["en"],
                official_name_en=row["en"],
                official_name_ru=row["ru"],
                official_name_zh_hans=row["zh"],
            )


def place(*words):
    return Collate(models.Func(*words, function="events_place", output_field=models.TextField()), "C")


class Migration(migrations.Migration):
    dependencies = [("events", "0026_reword_kinds_in_russian")]

    operations = [
        migrations.AddField(
            "country",
            "official_name",
            models.CharField(LABEL, blank=True, help_text=HELP, max_length=150, default=""),
            preserve_default=False,
        ),
        *(
            migrations.AddField(
                "country",
                name,
                models.CharField(LABEL, blank=True, help_text=HELP, max_length=150, null=True),
            )
            for name in ("official_name_en", "official_name_ru", "official_name_zh_hans")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(MAKE_PLACE, DROP_PLACE),
        AddIndex(
            "organisation",
            models.Index(
                place(models.Value(""), models.F("name_en"), models.Value("")),
                "id",
                name="events_organisation_latin",
            ),
        ),
        AddIndex(
            "organisation",
            models.Index(
                place(models.F("name_ru"), models.F("name_en"), models.Value("—")),
                "id",
                name="events_organisation_cyrillic",
            ),
        ),
        AddIndex(
            "person",
            models.Index(
                place(models.Value(""), LATIN_NAME, models.Value("")), "id", name="events_person_latin"
            ),
        ),
        AddIndex(
            "person",
            models.Index(
                place(
                    models.Case(
                        models.When(family_name_first=True, then=models.F("native_name")),
                        default=models.Func(
                            "native_name",
                            models.Value(r"^(.*\S)\s+(\S+)$"),
                            models.Value(r"\2 \1"),
                            function="regexp_replace",
                        ),
                        output_field=models.TextField(),
                    ),
                    LATIN_NAME,
                    models.Value("—"),
                ),
                "id",
                name="events_person_cyrillic",
            ),
        ),
    ]
