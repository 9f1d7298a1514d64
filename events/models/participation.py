from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.choices import ON_STAGE, Answer, Gender, PresenceMode, Role
from events.models.country import Country
from events.models.event import Event
from events.models.names import NAME_COLUMNS, Named
from events.models.organisation import Organisation
from events.models.person import Person
from events.models.programme import Material, Session
from events.querysets.participations import ParticipationQuerySet


class Participation(Named):
    """One person at one event, with what was true at the time. It stays the same when the person moves on.

    So does the name: it is spelled as it was at the time.
    """

    VERSIONED = True
    VERSIONS_TOLD_BY = "event"
    VERSIONS_ABOUT = "person"
    OF_TODAY = ("consent", "attended")

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations", verbose_name=_("event"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    job_title = models.CharField(
        _("job title"), max_length=250, blank=True, help_text=_("As it was at the time of the event.")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organisation"),
    )
    organisation_name = models.CharField(
        _("organisation’s name at the time"),
        max_length=250,
        blank=True,
        help_text=_(
            "If empty, the organisation’s current name is used. It stays the same when that name changes."
        ),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("country"),
        help_text=_("The country the person came from or represented."),
    )
    mode = models.CharField(
        _("attendance mode"), max_length=10, choices=PresenceMode, default=PresenceMode.UNKNOWN
    )
    attended = models.CharField(_("attended"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    consent = models.CharField(
        _("agrees to be listed"),
        max_length=7,
        choices=Answer,
        default=Answer.UNKNOWN,
        help_text=_("Only people who said yes are named to visitors. Everyone is counted."),
    )
    gender = models.CharField(
        _("gender"),
        max_length=7,
        choices=Gender,
        default=Gender.UNKNOWN,
        help_text=_("For statistics only; visitors never see it."),
    )
    order = models.PositiveSmallIntegerField(
        _("place in the list"),
        null=True,
        blank=True,
        help_text=_("People with a number come first; the others follow by role, country and name."),
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["event", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(family_name="", given_name=""),
                name="events_participation_has_name",
                violation_error_message=_("A participant needs a name in Latin letters."),
            ),
            models.UniqueConstraint(
                "event",
                "person",
                name="events_participation_once_per_event",
                violation_error_message=_(
                    "This person is already a participant of this event. Give them another role instead."
                ),
            ),
            models.CheckConstraint(
                condition=Q(mode__in=PresenceMode.values),
                name="events_participation_mode_known",
            ),
            models.CheckConstraint(
                condition=Q(attended__in=Answer.values) & Q(consent__in=Answer.values),
                name="events_participation_answers_known",
            ),
            models.CheckConstraint(
                condition=Q(gender__in=Gender.values), name="events_participation_gender_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["country", "event"],
                include=["person"],
                name="events_participation_counted",
                condition=~Q(attended=Answer.NO),
            ),
            # Of those whom visitors may see by name; of a country its people are counted.
            *(
                models.Index(
                    fields=[shown_by, "event"],
                    include=beside,
                    name=f"events_listed_{shown_by}",
                    condition=Q(consent=Answer.YES) & ~Q(attended=Answer.NO),
                )
                for shown_by, beside in (("person", None), ("organisation", None), ("country", ["person"]))
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.event}"

    def save(self, *args, **kwargs):
        self.note_names()
        super().save(*args, **kwargs)

    def note_names(self) -> None:
        """Store the current names of the person and the organisation, where none are stored yet."""
        if not self.name:
            for column in NAME_COLUMNS:
                setattr(self, column, getattr(self, column) or getattr(self.person, column))
        if self.organisation and not self.organisation_name_en:
            for column, name in self.organisation.names_that_day.items():
                setattr(self, column, name)

    @property
    def is_listed(self) -> bool:
        """The Python twin of `listed()`."""
        return self.consent == Answer.YES and self.attended != Answer.NO and self.event.is_published

    @property
    def other_spelling(self) -> str:
        """The name at the time, if it is not the person's current one; needs `person`."""
        present = {self.person.name, self.person.native_name}
        shown, other = (name if name not in present else "" for name in (self.shown_name, self.other_name))
        return f"{shown} ({other})" if shown and other else shown or other

    @property
    def organisation_address(self) -> str:
        return self.organisation.get_absolute_url() if self.organisation else ""

    @cached_property
    def role_list(self) -> list["ParticipationRole"]:
        """Its roles; `for_person_page()` reads them along."""
        return list(self.roles.all())

    @property
    def role_labels(self) -> list[str]:
        return labels(self.role_list)

    @property
    def contributions(self) -> list["Contribution"]:
        """What the person did in each session, in order; roles in the event as a whole come first."""
        found = {}
        for held in self.role_list:
            found.setdefault(held.session, []).append(held)
        made = [Contribution(session, roles) for session, roles in found.items()]
        return sorted(made, key=attrgetter("place"))


class ParticipationRole(models.Model):
    """A participant's role in the event as a whole or in one session."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.DELEGATE)
    session = models.ForeignKey(
        Session,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("session"),
        help_text=_("Leave empty for the event as a whole."),
    )
    topic = models.CharField(
        _("subject"), max_length=250, blank=True, help_text=_("What a talk was about, as in the programme.")
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "participation",
                "role",
                "session",
                name="events_participation_role_once",
                nulls_distinct=False,
                violation_error_message=_("This role has already been added."),
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="events_participation_role_known"),
        ]

    def __str__(self):
        return self.get_role_display()

    @cached_property
    def session_materials(self) -> list[Material]:
        return list(self.session.materials.select_related("document"))


@dataclass
class Contribution:
    """The roles of one participation in one session, or in the event as a whole where `session` is None."""

    session: Session | None
    roles: list[ParticipationRole]

    @property
    def role_labels(self) -> list[str]:
        return labels(self.roles)

    @property
    def place(self) -> tuple:
        return (1, self.session.starts_at, self.session.pk) if self.session else (0,)

    @property
    def topics(self) -> list[str]:
        return [held.topic for held in self.roles if held.topic]

    @property
    def materials(self) -> list[Material]:
        """Slides and recordings of the session, if the person spoke in it."""
        spoke = self.session and any(held.role in ON_STAGE for held in self.roles)
        return self.roles[0].session_materials if spoke else []


def labels(roles) -> list[str]:
    """The distinct roles in the page's language, in the order of `Role`."""
    different = {held.role for held in roles}
    return [label for role, label in _labels(get_language()).items() if role in different]


def label_of(role: str) -> str:
    return _labels(get_language())[role]


@cache
def _labels(_language: str | None) -> dict[str, str]:
    return {role.value: str(role.label) for role in Role}
