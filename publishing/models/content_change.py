from django.db import models


class ContentChange(models.Model):
    """Changes of one watched table, written by triggers of the database: see `publishing.freshness`."""

    table_name = models.CharField(max_length=63)
    number = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gt=0), name="publishing_content_change_counts_changes"
            )
        ]

    def __str__(self):
        return f"{self.table_name}: {self.number}"
