"""People with a name in Cyrillic that may be Chinese get a second key, by which they are found in pinyin too."""

from django.db import migrations

from events.name_keys import SEPARATOR, key, keys

ROWS_AT_ONCE = 1000


def add_second_keys(apps, schema_editor):
    _write(apps, keys)


def drop_second_keys(apps, schema_editor):
    _write(apps, lambda names: SEPARATOR.join(dict.fromkeys(found for name in names if (found := key(name)))))


def _write(apps, joined):
    people = apps.get_model("events.Person").objects
    columns = ("given_name", "family_name", "family_name_first", "native_name", "aliases", "names_key")
    changed = []
    for person in people.only(*columns).iterator(ROWS_AT_ONCE):
        before, person.names_key = person.names_key, joined(_names_of(person))
        if person.names_key != before:
            changed.append(person)
    people.bulk_update(changed, ["names_key"], batch_size=ROWS_AT_ONCE)


def _names_of(person):
    parts = person.given_name, person.family_name
    name = " ".join(reversed(parts) if person.family_name_first else parts).strip()
    return [each for each in (name, person.native_name, *person.aliases) if each]


class Migration(migrations.Migration):
    dependencies = [("events", "0024_index_missing_translations")]

    operations = [migrations.RunPython(add_second_keys, drop_second_keys)]
