from django.db import models

from carec_site.querysets import SignInTriesQuerySet


class SignInTries(models.Model):
    """How many attempts to sign in were made: to one account from one block of addresses, to one account from
    anywhere (no block), or to any account from one block (no account).
    """

    # Keyed hashes: what was typed as a name may have been a password.
    account = models.CharField(max_length=64, blank=True)
    block = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(default=0)
    counted_since = models.DateTimeField(db_index=True)
    # When the next try may come; None says at once, whichever machine's clock is asked.
    ready_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)

    objects = SignInTriesQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("account", "block", name="carec_site_sign_in_tries_once")]

    def __str__(self):
        return f"{self.count}"
