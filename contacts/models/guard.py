from django.db import models

from contacts.querysets import AddressCountQuerySet, SpentProofQuerySet


class AddressCount(models.Model):
    """How many messages came from one block of internet addresses within one time window."""

    # A keyed hash: the table tells nothing about who wrote.
    block = models.CharField(max_length=64)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects = AddressCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("block", "window", name="contacts_address_count_once")]

    def __str__(self):
        return f"{self.count}"


class SpentProof(models.Model):
    """A proof of work that has been used and can't be used again."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = SpentProofQuerySet.as_manager()

    def __str__(self):
        return self.digest
