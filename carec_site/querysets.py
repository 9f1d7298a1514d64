from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest


class SignInTriesQuerySet(models.QuerySet):
    def locked(self, account: str, block: str, now):
        """The row for this account and block, created if missing, and locked until the transaction ends."""
        row, _is_new = self.select_for_update().get_or_create(
            account=account, block=block, defaults={"counted_since": now}
        )
        return row

    def take_back_one(self) -> None:
        self.update(count=Greatest(F("count") - 1, 0), ready_at=None)

    @transaction.atomic
    def begin_anew(self, now, **values) -> None:
        """Forget all attempts in these rows, so that the next one is allowed at once."""
        # Locked in the order in which a try locks its own, so that neither waits for the other for ever.
        rows = self.order_by("-account", "-block").select_for_update()
        self.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
            count=0, counted_since=now, ready_at=None, **values
        )

    @transaction.atomic
    def forget(self, counted_before, succeeded_before) -> None:
        """Delete the rows that no longer matter; one in use waits for the next time."""
        never_since = Q(succeeded_at=None) | Q(succeeded_at__lt=succeeded_before)
        old = self.filter(never_since, counted_since__lt=counted_before).select_for_update(skip_locked=True)
        self.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
