from datetime import timedelta

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_PARTICIPATION_LENGTH = 600


class TakingPart(models.Model):
    """What a coming event says to those who want to come."""

    participation = models.TextField(
        _("who can take part"),
        blank=True,
        default="",
        db_default="",
        max_length=MAX_PARTICIPATION_LENGTH,
        validators=[MaxLengthValidator(MAX_PARTICIPATION_LENGTH)],
        help_text=_("Who may come, whether it costs anything, what to send. Visitors see it until the end."),
    )
    registration_url = models.URLField(
        _("address of the registration"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("A form on another site. If empty, visitors are asked to write to us."),
    )
    registration_until = models.DateTimeField(_("registration closes"), null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["registration_until"],
                name="%(app_label)s_%(class)s_registration",
                condition=models.Q(registration_until__isnull=False),
            )
        ]

    @property
    def last_day_to_register(self):
        """The day of its last moment, on the clocks of the place."""
        until = self.registration_until
        return until and (until - timedelta.resolution).astimezone(self.zone).date()

    @property
    def is_registration_over(self) -> bool:
        return self.registration_until is not None and self.registration_until <= timezone.now()

    @property
    def public_registration_url(self) -> str:
        """While somebody may register: not called off, not over, not too late."""
        wanted = not self.is_called_off and not self.is_past and not self.is_registration_over
        return self.registration_url if wanted else ""

    @property
    def public_join_url(self) -> str:
        """The link to join online while visitors should see it: shown, not cancelled, not over."""
        wanted = self.join_url_shown and not self.is_cancelled and not self.is_past
        return self.join_url if wanted else ""
