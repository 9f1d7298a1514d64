from django.db import migrations, models

import publishing.models.document


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_keep_topic_names_apart")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="file",
            field=models.FileField(
                max_length=255,
                upload_to=publishing.models.document.document_path,
                validators=[publishing.models.document.check_document],
                verbose_name="file",
            ),
        )
    ]
