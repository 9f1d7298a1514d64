from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from post_office.models import STATUS, Email, RecipientDeliveryStatus


class Mail(Email):
    """An email in the queue, in this site's terms; see `contacts.mail.queue` for how it is sent."""

    class Meta:
        proxy = True
        verbose_name = _("outgoing email")
        verbose_name_plural = _("outgoing email")

    def __str__(self):
        return self.subject

    @property
    def attempts(self) -> int:
        """The number of attempts since it was queued, or queued again by hand."""
        return self.number_of_retries or 0

    @property
    def is_waiting(self) -> bool:
        return self.status in (STATUS.queued, STATUS.requeued)

    @property
    def state(self) -> str:
        if self.status == STATUS.sent:
            return pgettext("state of a mail", "Sent")
        if self.is_waiting and self.attempts:
            return pgettext("state of a mail", "To be retried")
        if self.is_waiting:
            return pgettext("state of a mail", "Waiting")
        if self.recipient_delivery_status == RecipientDeliveryStatus.HARD_BOUNCED:
            return pgettext("state of a mail", "Set aside by staff")
        return pgettext("state of a mail", "Failed")
