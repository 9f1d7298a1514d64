from django.db import migrations


def end_sessions(apps, schema_editor):
    """Each person can end their sessions from a list, on which those that began before it would be missing."""
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("carec_site", "0001_count_tries_to_sign_in"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(end_sessions, migrations.RunPython.noop, elidable=True)]
