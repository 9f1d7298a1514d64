import secrets
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from contacts.models.inquiry import Inquiry
from contacts.states import Direction, Writer


def private_storage():
    return storages["private"]


def attachment_path(attachment, filename):
    name = PurePosixPath(get_valid_filename(filename))
    return f"inquiries/{secrets.token_urlsafe(12)}/{name.stem[:80]}{name.suffix.lower()[:10]}"


def _staff(label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=label
    )


class Message(models.Model):
    """An email in an inquiry's thread, after the first message, which is the inquiry itself."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    writer = models.CharField(max_length=8, choices=Writer, default=Writer.PERSON)
    author = _staff(_("written by"))
    # Whoever answered from another address than the one in the inquiry.
    sender = models.CharField(_("from"), max_length=254, blank=True)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(default=timezone.now)
    # RFC 5322, 3.6.4, with its angle brackets; a mail that comes again is known by it.
    message_id = models.CharField(max_length=255, unique=True)
    email = models.OneToOneField(Email, models.SET_NULL, null=True, related_name="inquiry_message")

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"{self.inquiry}: {self.get_direction_display()}"


class Attachment(models.Model):
    """A file of a message, kept outside the public media and served to staff only."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.FileField(storage=private_storage, upload_to=attachment_path, max_length=255)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()

    def __str__(self):
        return self.name


class Note(models.Model):
    """What staff tell each other about an inquiry; internal only."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="notes")
    author = _staff(_("written by"))
    text = models.TextField(_("note"), max_length=5000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.text[:60]


class Look(models.Model):
    """An access log entry: who looked at whose personal data, and when; kept when the data are erased."""

    user = _staff(_("staff member"))
    reference = models.CharField(_("inquiry"), max_length=20)
    what = models.CharField(
        _("action"),
        max_length=8,
        choices=[("read", _("Read")), ("exported", _("Exported")), ("erased", _("Erased"))],
    )
    at = models.DateTimeField(_("date and time"), auto_now_add=True)

    class Meta:
        verbose_name = _("access to personal data")
        verbose_name_plural = _("personal data access log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["reference"], name="contacts_look_reference")]

    def __str__(self):
        return f"{self.reference} {self.get_what_display()}"
