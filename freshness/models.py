from django.db import models


class Change(models.Model):
    """Changes of one watched table, written by triggers of the database: see `watching`."""

    table_name = models.CharField(max_length=63)
    number = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gt=0), name="freshness_change_counts")
        ]

    def __str__(self):
        return f"{self.table_name}: {self.number}"
