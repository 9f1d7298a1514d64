from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts import languages
from contacts.models.routing import Topic
from contacts.querysets import InquiryQuerySet
from contacts.states import WITH_STAFF, Kind, SpamReason, State

MESSAGE_LENGTH = 10_000
PAGE_LENGTH = 500


class Inquiry(models.Model):
    """A visitor's message to the institute. Staff move it through its states and never change its text."""

    reference = models.CharField(
        _("reference"),
        max_length=20,
        editable=False,
        help_text=_("The number shown to the visitor."),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NEW)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.INQUIRY)
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="inquiries", verbose_name=_("topic")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
        limit_choices_to={"is_staff": True, "is_active": True},
    )
    team = models.ForeignKey(
        Group,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("team"),
        help_text=_("The group that is responsible while no person is assigned."),
    )
    due_at = models.DateTimeField(_("answer due"), null=True, blank=True)
    # What the page was about on which the form stood: an event, for instance. This app knows no other,
    # so it keeps the words as well, in case the item goes.
    about_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, editable=False, related_name="+")
    about_id = models.BigIntegerField(null=True, editable=False)
    about = GenericForeignKey("about_type", "about_id")
    about_words = models.CharField(_("about"), max_length=250, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email"))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    message = models.TextField(
        _("message"), max_length=MESSAGE_LENGTH, validators=[MaxLengthValidator(MESSAGE_LENGTH)]
    )
    language = models.CharField(_("language"), max_length=12, choices=languages.NAMES)
    page = models.CharField(
        _("page"),
        max_length=PAGE_LENGTH,
        blank=True,
        help_text=_("The page on which the form was filled in."),
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    first_answered_at = models.DateTimeField(_("first answered"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    erased_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)
    spam_reason = models.CharField(_("reason it is spam"), max_length=12, choices=SpamReason, blank=True)
    # Tells the same post sent twice from two messages; empty once nobody sends it again by accident.
    submission_key = models.CharField(max_length=64, null=True, editable=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-received_at", "-pk"]
        permissions = [("erase_inquiry", "Can export and erase a person’s data")]
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
                condition=Q(reference__gt="")
                & (Q(erased_at__isnull=False) | Q(name__gt="", email__gt="", message__gt="")),
                name="contacts_inquiry_complete",
                violation_error_message=_("An inquiry needs a reference, a name, an email and a message."),
            ),
            models.CheckConstraint(
                condition=Q(page="") | (Q(page__startswith="/") & ~Q(page__startswith="//")),
                name="contacts_inquiry_page_of_this_site",
                violation_error_message=_("The page must be a path on this site, such as /news/."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="contacts_inquiry_kind_known",
                violation_error_message=_("Unknown kind of message."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="contacts_inquiry_state_known",
                violation_error_message=_("Unknown state."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.SPAM, spam_reason__gt="")
                | (~Q(state=State.SPAM) & Q(spam_reason="")),
                name="contacts_inquiry_spam_has_reason",
                violation_error_message=_(
                    "An inquiry has a reason for being spam if, and only if, it is marked as spam."
                ),
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", email="", organisation="", country="", message=""),
                name="contacts_inquiry_erased_is_empty",
                violation_error_message=_("The personal data of this inquiry has been erased."),
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="contacts_inquiry_newest"),
            models.Index(fields=["state", "due_at"], name="contacts_inquiry_due"),
            models.Index(Lower("email"), name="contacts_inquiry_sender"),
        ]

    def __str__(self):
        return self.reference

    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = type(self).objects.free_reference()
        super().save(*args, **kwargs)

    @property
    def waits_for_staff(self) -> bool:
        """The Python twin of `waiting_for_staff()`."""
        return self.state in WITH_STAFF

    @property
    def is_overdue(self) -> bool:
        """The Python twin of `overdue()`."""
        return self.waits_for_staff and self.due_at is not None and self.due_at <= timezone.now()
