"""The people of an event whose names may be shown, as rows, not as records: an event may have thousands."""

from dataclasses import InitVar, dataclass
from functools import cached_property

from django.db.models import OuterRef

from events.choices import ON_STAGE
from events.models import Country, Participation, ParticipationRole
from events.models.names import WrittenName
from events.models.participation import label_of, labels
from events.naming.honorifics import addressed
from freshness.keeping import kept
from publishing import languages
from publishing.addresses import paths_to
from publishing.languages import shown
from publishing.models import Picture
from publishing.statements.lists import Row, Rows
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared


@dataclass
class Held:
    """A role of a participant in the event as a whole or in one session."""

    role: str
    session_id: int | None
    topic: str

    @property
    def label(self) -> str:
        return label_of(self.role)


@dataclass
class Participant(WrittenName):
    """A participation with what an event's page shows of it."""

    language: InitVar[str]  # of the page
    address: str  # of the person's page
    honorific: str
    given_name: str
    family_name: str
    family_name_first: bool
    native_name: str
    job_title: str
    organisation_name: str
    organisation_address: str
    country: Country | None
    photo: Picture | None
    roles: list[Held]

    # Who is on stage is named up to four times: in sessions, with a portrait, in a list, and for machines.
    shown_name: str = ""
    shown_full_name: str = ""
    other_name: str = ""

    def __post_init__(self, language: str):
        shown = self.shown_name = self.shown_in(language)
        self.shown_full_name = addressed(shown, self.honorific, language)
        self.other_name = self.name if shown == self.native_name else self.native_name

    @cached_property
    def is_on_stage(self) -> bool:
        return any(held.role in ON_STAGE for held in self.roles)

    @property
    def role_labels(self) -> list[str]:
        return labels(self.roles)


@kept
def countries_by_key() -> dict[int, Country]:
    """All countries, in the alphabetical order of the reader's language."""
    return {country.pk: country for country in Country.objects.all().by_name()}


def participants(event, *, is_preview: bool = False) -> list[Participant]:
    """In their order; in a preview also those of an event that visitors can't see yet."""
    person_page, organisation_page = paths_to("events:person"), paths_to("events:organisation")
    countries, language = countries_by_key(), languages.current()
    return [
        Participant(
            language,
            person_page(person),
            *name_and_post,
            organisation_page(organisation) if organisation else "",
            countries.get(country),
            photo,
            roles,
        )
        for person, *name_and_post, organisation, country, photo, roles in _participants(
            is_preview, event=event.pk
        )
    ]


@prepared
def _participants(is_preview):
    named = Participation.objects.agreed() if is_preview else Participation.objects.listed()
    roles = ParticipationRole.objects.filter(participation=OuterRef("pk")).order_by("pk")
    return (
        named.filter(event=Parameter("event"))
        .in_order()
        .values_list(
            "person__slug",
            "honorific",
            "given_name",
            "family_name",
            "family_name_first",
            "native_name",
            shown("job_title"),
            shown("organisation_name"),
            "organisation__slug",
            "country",
            Row(Picture.objects.filter(pk=OuterRef("person__photo"))),
            Rows(roles.values_list("role", "session", shown("topic")), Held),
        )
    )
