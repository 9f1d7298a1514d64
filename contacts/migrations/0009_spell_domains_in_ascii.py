import idna
from django.db import migrations

ADDRESSES = [
    ("contacts", "Inquiry", "email"),
    ("contacts", "Message", "sender"),
    ("post_office", "Email", "to"),
]
LONGEST = 254


def spell(apps, schema_editor):
    """Until now a domain was stored in whichever letters a browser sent it; what can't be spelled stays."""
    for app, model, field in ADDRESSES:
        records = apps.get_model(app, model).objects.filter(**{f"{field}__regex": r"[^\x01-\x7f]"})
        for record in records.only(field).iterator():
            value = getattr(record, field)
            spelled = [_ascii(each) for each in value] if field == "to" else _ascii(value)
            type(record).objects.filter(pk=record.pk).update(**{field: spelled})


def _ascii(address):
    name, at, domain = address.rpartition("@")
    try:
        spelled = name + at + idna.encode(domain, uts46=True).decode("ascii")
    except UnicodeError:
        return address
    return spelled if len(spelled) <= LONGEST else address


class Migration(migrations.Migration):
    dependencies = [("contacts", "0008_permit_erasing_and_keep_agreed_words")]

    operations = [migrations.RunPython(spell, migrations.RunPython.noop)]
