from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contacts", "0003_fill_spam_reasons")]

    operations = [
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("spam_reason__gt", ""), ("state", "spam")),
                    models.Q(models.Q(("state", "spam"), _negated=True), ("spam_reason", "")),
                    _connector="OR",
                ),
                name="contacts_inquiry_spam_has_reason",
                violation_error_message="An inquiry has a reason for being spam if, and only if, it is marked as spam.",
            ),
        ),
    ]
