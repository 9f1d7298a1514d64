from django.db import migrations, models


def forget_both_ways(apps, schema_editor):
    apps.get_model("events", "Participation").objects.filter(mode="hybrid").update(mode="unknown")


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0011_keep_lines_around_a_list"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="participation",
            name="events_participation_mode_known",
        ),
        migrations.AlterField(
            model_name="participation",
            name="mode",
            field=models.CharField(
                choices=[
                    ("in_person", "In person"),
                    ("online", "Online"),
                    ("hybrid", "In person and online"),
                    ("unknown", "Unknown"),
                ],
                default="unknown",
                max_length=10,
                verbose_name="attendance mode",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["in_person", "online", "hybrid", "unknown"])),
                name="events_participation_mode_known",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_both_ways),
    ]
