import re
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import dates
from events.choices import CALLED_OFF, Mode, Part, Status
from events.clock import check_zone
from events.models.country import Country
from events.models.kind import EventKind, Series
from events.models.organisation import Organisation
from events.models.taking_part import TakingPart
from events.naming import cities
from events.querysets.events import EventQuerySet
from publishing.addresses import path_to
from publishing.cards.addresses import Card
from publishing.models import Picture, Publishable
from publishing.models.indexes import index_of_shown, index_of_texts
from publishing.models.ordered import Ordered
from publishing.models.publishable import SHORT_TEXTS
from publishing.slugs import slug_from

SEARCHED_TEXTS = (*SHORT_TEXTS, "city")
# Of addresses under /events/; four digits are a year.
RESERVED = re.compile(r"calendars|embed|feed|past|preview|[0-9]{4}", re.IGNORECASE)


def new_uid() -> str:
    return str(uuid4())


class Event(TakingPart, Publishable):
    """`starts_at` and `ends_at` are moments; `time_zone` says which clocks show them.

    An all-day event starts and ends at midnight in its zone; the end is the midnight after its last day.
    """

    MOMENTS = (*Publishable.MOMENTS, "starts_at", "ends_at", "registration_until")

    kind = models.ForeignKey(EventKind, models.PROTECT, related_name="events", verbose_name=_("kind"))
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        validators=[check_zone],
        help_text=_("The local time zone of the event, such as Asia/Almaty. All times are shown in it."),
    )
    all_day = models.BooleanField(
        _("all day"), default=False, help_text=_("The event has dates only, no times.")
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.IN_PERSON)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("country")
    )
    join_url = models.URLField(
        _("link to join online"),
        max_length=500,
        blank=True,
        help_text=_("Visitors see it only if you allow it."),
    )
    join_url_shown = models.BooleanField(_("show this link to visitors"), default=False)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.SCHEDULED)
    status_note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("Why the event is postponed, moved or cancelled, and what visitors should do."),
    )
    organisations = models.ManyToManyField(
        Organisation, through="EventOrganisation", related_name="events", verbose_name=_("organisations")
    )
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("series")
    )
    previous_edition = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="next_editions",
        verbose_name=_("previous edition"),
    )
    lead_picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead picture")
    )
    gallery = models.ManyToManyField(
        Picture, through="GalleryPicture", related_name="+", verbose_name=_("gallery")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("event officer"),
        help_text=_("The person responsible for this event."),
    )
    # RFC 5545, 3.8.4.7: known to the calendars of those who subscribed, so it never changes.
    uid = models.CharField(max_length=255, unique=True, default=new_uid, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at", "-pk"]
        permissions = [("publish_event", "Can publish events and take them down")]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="events_event_end_follows_start",
                violation_error_message=_("The event ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(join_url_shown=False) | Q(join_url__gt=""),
                name="events_event_shown_join_url_exists",
                violation_error_message=_("There is no link to join online that could be shown."),
            ),
            models.CheckConstraint(
                condition=Q(previous_edition=None) | ~Q(previous_edition=F("id")),
                name="events_event_not_its_own_edition",
                violation_error_message=_("An event can’t be its own previous edition."),
            ),
            models.CheckConstraint(
                condition=Q(mode__in=Mode.values) & Q(status__in=Status.values),
                name="events_event_choices_known",
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            *TakingPart.Meta.indexes,
            index_of_texts(*SEARCHED_TEXTS, name="events_event_texts"),
            models.Index(fields=["ends_at", "starts_at"], name="events_event_time"),
            models.Index(fields=["starts_at"], name="events_event_start"),
            index_of_shown("-starts_at", "-id", name="events_event_latest", include=("ends_at",)),
            index_of_shown("ends_at", name="events_event_upcoming", include=("starts_at", "id")),
            index_of_shown("mode", "status", name="events_event_by_mode"),
            index_of_shown("kind", name="events_event_by_kind"),
            index_of_shown("country", name="events_event_by_country"),
        ]

    def clean(self):
        super().clean()
        if RESERVED.fullmatch(self.slug):
            sentence = gettext("Another part of this site uses the address /%(word)s/. Enter another one.")
            raise ValidationError({"slug": sentence % {"word": f"events/{self.slug}"}})

    def get_absolute_url(self) -> str:
        return path_to("events:detail", self.slug)

    @property
    def address_text(self) -> str:
        words = super().address_text
        return f"event {words}" if RESERVED.fullmatch(slug_from(words)) else words

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self):
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self):
        return self.ends_at.astimezone(self.zone)

    @property
    def first_day(self):
        return self.local_start.date()

    @property
    def last_day(self):
        """The date of the last moment: an event that ends at midnight does not extend into the next day."""
        return (self.ends_at - timedelta.resolution).astimezone(self.zone).date()

    @property
    def is_multi_day(self) -> bool:
        return self.last_day > self.first_day

    @property
    def is_past(self) -> bool:
        """The Python twin of `past()`."""
        return self.ends_at <= timezone.now()

    @property
    def is_running(self) -> bool:
        return self.starts_at <= timezone.now() < self.ends_at

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def is_called_off(self) -> bool:
        """Cancelled, or postponed without a new date: nobody came, and nobody is expected."""
        return self.status in CALLED_OFF

    @property
    def was_held_on_site(self) -> bool:
        """The Python twin of `held_on_site()`."""
        return self.has_begun and not self.is_called_off and self.held != Mode.ONLINE

    @property
    def held(self) -> Mode:
        """The actual mode of the event, whatever was planned; `held_as()` is the twin."""
        return Mode.ONLINE if self.status == Status.MOVED_ONLINE else Mode(self.mode)

    @property
    def when_and_where(self) -> str:
        facts = (dates.days(self.first_day, self.last_day), cities.place_of(self).unescape())
        return gettext(", ").join(filter(None, facts))

    @property
    def card(self) -> Card:
        """What other sites show beside a link to it, if it has no picture."""
        return Card(self.title, self.kind.name, self.when_and_where)

    # Lists in the order set by staff; `for_page()` reads them along.

    @cached_property
    def part_list(self) -> list["EventOrganisation"]:
        return list(self.parts.select_related("organisation"))

    @cached_property
    def gallery_pictures(self) -> list[Picture]:
        return [entry.picture for entry in self.gallery_entries.select_related("picture")]

    @property
    def hosts(self) -> list["EventOrganisation"]:
        return [each for each in self.part_list if each.part in (Part.HOST, Part.CO_HOST)]

    @property
    def supporters(self) -> list["EventOrganisation"]:
        return [each for each in self.part_list if each.part in (Part.DONOR, Part.PARTNER)]


class EventOrganisation(Ordered):
    """A host, co-host, donor or partner of an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="parts", verbose_name=_("organisation")
    )
    part = models.CharField(_("role"), max_length=10, choices=Part, default=Part.HOST)

    class Meta(Ordered.Meta):
        verbose_name = _("event organisation")
        verbose_name_plural = _("hosts, donors and partners")
        constraints = [
            models.UniqueConstraint(
                "event",
                "organisation",
                "part",
                name="events_organisation_part_once_per_event",
                violation_error_message=_("This organisation already has this role at the event."),
            )
        ]

    def __str__(self):
        return str(self.organisation)

    @property
    def label(self) -> str:
        return Part(self.part).label
