from django.db import migrations


def fill(apps, schema_editor):
    """Until now the hidden field was the only way for a program to put a message aside."""
    apps.get_model("contacts", "Inquiry").objects.filter(state="spam").update(spam_reason="trap")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_add_the_inquiry_desk")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
