from django.db import models
from django.db.models import Q
from django.utils import timezone
from modeltranslation.settings import AVAILABLE_LANGUAGES
from modeltranslation.utils import build_localized_fieldname

from publishing.states import State


class PublishableQuerySet(models.QuerySet):
    def published(self, now=None):
        """What visitors may see at `now`. No other code may decide this; `is_published` is its twin."""
        now = now or timezone.now()
        return self.filter(
            Q(unpublish_at=None) | Q(unpublish_at__gt=now),
            state=State.PUBLISHED,
            publish_at__lte=now,
            trashed_at=None,
        )

    def visible_to(self, user):
        """Published items, and for staff who may view the model everything outside the trash."""
        permission = f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"
        if user.is_active and user.is_staff and user.has_perm(permission):
            return self.outside_trash()
        return self.published()

    def outside_trash(self):
        return self.filter(trashed_at=None)

    def in_trash(self):
        return self.exclude(trashed_at=None)

    def newest_first(self):
        return self.order_by("-publish_at", "-pk")

    def without_bodies(self):
        """Rows for lists: the long texts stay in the database, `languages` still answers."""
        bodies = {code: build_localized_fieldname("body", code) for code in AVAILABLE_LANGUAGES}
        has_body = {
            build_localized_fieldname("has_body", code): Q(**{f"{field}__isnull": False, f"{field}__gt": ""})
            for code, field in bodies.items()
        }
        return self.annotate(**has_body).defer("body", *bodies.values())
