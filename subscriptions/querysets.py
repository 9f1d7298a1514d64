from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

CONFIRMATION_DAYS = 7


class SubscriptionQuerySet(models.QuerySet):
    def of(self, address: str):
        """Those of this address, however its letters are written."""
        return self.alias(lower_email=Lower("email")).filter(lower_email=address.lower())

    def confirmed(self):
        return self.exclude(confirmed_at=None)

    def never_confirmed(self, now):
        """Those whose link has expired before anybody followed it."""
        return self.filter(confirmed_at=None, asked_at__lt=now - timedelta(days=CONFIRMATION_DAYS))

    def due(self, newest: int, monday):
        """Those that may have something to hear: `newest` is the number of the newest notice, `monday` the
        time of the last weekly digest.
        """
        at_once = Q(pace="at_once", told__lt=newest)
        weekly = Q(pace="weekly", told_at__lt=monday)
        return self.confirmed().filter(at_once | weekly).order_by("told", "pk")


class NoticeQuerySet(models.QuerySet):
    def newest(self) -> int:
        """The number of the newest, 0 if there is none."""
        return self.aggregate(newest=models.Max("pk", default=0))["newest"]
