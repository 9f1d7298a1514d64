from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.querysets import InquiryQuerySet
from contacts.states import State

MESSAGE_LENGTH = 10_000
PAGE_LENGTH = 500


class Kind(models.TextChoices):
    INQUIRY = "inquiry", pgettext_lazy("kind of message", "Inquiry")
    QUESTION = "question", pgettext_lazy("kind of message", "Question")
    COMMENDATION = "commendation", pgettext_lazy("kind of message", "Commendation")


class Inquiry(models.Model):
    """What a visitor wrote to the institute. Staff move it through its states and never change its words."""

    reference = models.CharField(
        _("reference"),
        max_length=20,
        editable=False,
        help_text=_("The number that the visitor was shown."),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NEW)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.INQUIRY)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    message = models.TextField(
        _("message"), max_length=MESSAGE_LENGTH, validators=[MaxLengthValidator(MESSAGE_LENGTH)]
    )
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    page = models.CharField(
        _("page"),
        max_length=PAGE_LENGTH,
        blank=True,
        help_text=_("The page on which the form was filled in."),
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    # Tells the same post sent twice from two messages; empty once nobody sends it again by accident.
    submission_key = models.CharField(max_length=64, null=True, editable=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "reference",
                name="contacts_inquiry_reference_unique",
                violation_error_message=_("Another inquiry already has this reference."),
            ),
            models.UniqueConstraint(
                "submission_key",
                name="contacts_inquiry_stored_once",
                violation_error_message=_("This message has already been received."),
            ),
            models.CheckConstraint(
                condition=Q(reference__gt="", name__gt="", email__gt="", message__gt=""),
                name="contacts_inquiry_complete",
                violation_error_message=_("An inquiry needs a reference, a name, an e-mail and a message."),
            ),
            models.CheckConstraint(
                condition=Q(page="") | (Q(page__startswith="/") & ~Q(page__startswith="//")),
                name="contacts_inquiry_page_of_this_site",
                violation_error_message=_("The page must be a path of this site, such as /news/."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="contacts_inquiry_kind_known",
                violation_error_message=_("This kind of message is not known."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="contacts_inquiry_state_known",
                violation_error_message=_("This state is not known."),
            ),
        ]
        indexes = [models.Index(fields=["-received_at", "-id"], name="contacts_inquiry_newest")]

    def __str__(self):
        return self.reference

    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = type(self).objects.free_reference()
        super().save(*args, **kwargs)
