from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.choices import MaterialKind, SessionKind
from events.models.event import Event
from events.querysets.events import SessionQuerySet
from publishing.models import Document, Picture
from publishing.models.ordered import GalleryEntry, Ordered, once_in_gallery


class Session(models.Model):
    """An item in an event's programme."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=10, choices=SessionKind, default=SessionKind.SESSION)
    title = models.CharField(_("title"), max_length=250)
    description = models.TextField(_("description"), blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    room = models.CharField(_("room"), max_length=120, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "ends_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="events_session_ends_after_it_starts",
                violation_error_message=_("A session must end after it starts."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def local_start(self):
        return self.starts_at.astimezone(self.event.zone)

    @property
    def local_end(self):
        return self.ends_at.astimezone(self.event.zone)


class Material(Ordered):
    """A document or recording of an event, or of one session of it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="materials", verbose_name=_("event"))
    session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("session"),
        help_text=_("Leave empty for the event as a whole."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind, default=MaterialKind.DOCUMENT)
    title = models.CharField(
        _("title"), max_length=250, blank=True, help_text=_("If empty, the document’s own title is shown.")
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    url = models.URLField(
        _("web address"), max_length=500, blank=True, help_text=_("For a recording or file kept elsewhere.")
    )

    class Meta(Ordered.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=Q(document=None, url__gt="") | Q(document__isnull=False, url=""),
                name="events_material_is_document_or_address",
                violation_error_message=_("Either select a document or enter a web address."),
            )
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.title or (self.document.title if self.document else self.url)

    @property
    def address(self) -> str:
        return self.document.url if self.document else self.url

    def clean(self):
        super().clean()
        if self.session and self.event_id and self.session.event_id != self.event_id:
            raise ValidationError({"session": gettext("This session belongs to another event.")})
        if self.url and not self.title:
            raise ValidationError({"title_en": gettext("Enter a title for the link that visitors can read.")})


class GalleryPicture(GalleryEntry):
    event = models.ForeignKey(Event, models.CASCADE, related_name="gallery_entries")
    picture = models.ForeignKey(
        Picture, models.PROTECT, related_name="event_gallery_entries", verbose_name=_("picture")
    )

    class Meta(GalleryEntry.Meta):
        constraints = [once_in_gallery("event", "events_gallery_picture_once_per_event")]
