import csv
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).parent / "countries.csv"


def fill(apps, schema_editor):
    """ISO 3166-1 with the institute's names; the file never changes, later corrections are staff's."""
    Country = apps.get_model("events", "Country")
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    Country.objects.bulk_create(
        Country(
            code=row["code"],
            code3=row["code3"],
            name=row["name_en"],
            name_en=row["name_en"],
            name_ru=row["name_ru"],
            name_zh_hans=row["name_zh_hans"],
            is_member=row["is_member"] == "1",
            aliases=[alias.strip() for alias in row["aliases"].split("|") if alias.strip()],
        )
        for row in rows
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0001_add_events_and_people")]

    # Back: the table goes with the migration before; rows in use must not be deleted on the way.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
