from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0006_add_ror_of_organisations")]

    operations = [migrations.RemoveIndex(model_name="importrow", name="events_import_row_names")]
