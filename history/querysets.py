from django.db import models


class VersionQuerySet(models.QuerySet):
    def of(self, item):
        """The versions of one item, the newest first."""
        return self.filter(kind=item._meta.model_name, object_id=item.pk)

    def told_by(self, item):
        """The versions of what is told with an item: of the participations in an event."""
        return self.filter(holder=f"{item._meta.model_name}/{item.pk}")
