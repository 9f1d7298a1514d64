from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0005_add_merges")]

    operations = [migrations.RemoveIndex(model_name="importrow", name="events_import_row_names")]
