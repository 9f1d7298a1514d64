from urllib.parse import urlencode

from django.utils.translation import gettext as _

from events.choices import Mode
from events.models import Country, Event, EventKind
from freshness.keeping import kept
from publishing.models import Topic
from publishing.querysets import present


class Choice:
    """One filter. A value that is not among the options counts as none."""

    def __init__(self, name, label, unchosen, options, wanted):
        self.name, self.label, self.unchosen, self.options = name, label, unchosen, options
        self.value = wanted if wanted in dict(options) else ""

    @property
    def chosen_label(self) -> str:
        return dict(self.options).get(self.value, "")


class EventFilter:
    """A visitor's filters, in an address such as ?kind=workshop&country=kz, offering only values that
    published events have.
    """

    LOOKUPS = {
        "kind": "kind__slug",
        "country": "country__code__iexact",
        "topic": "topics__slug",
    }

    def __init__(self, query):
        labels = {
            "kind": (_("Kind"), _("All kinds")),
            "country": (_("Country"), _("All countries")),
            "topic": (_("Topic"), _("All topics")),
            "mode": (_("Format"), _("All formats")),
        }
        self.choices = [
            Choice(name, *labels[name], options, query.get(name, "")) for name, options in _options().items()
        ]

    def __eq__(self, other):
        return isinstance(other, EventFilter) and self.query == other.query

    def __hash__(self):
        return hash(self.query)

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.value]

    @property
    def kind(self) -> Choice:
        return next(choice for choice in self.choices if choice.name == "kind")

    @property
    def calendar(self) -> str:
        """The first choice for which there is a calendar, as the page of calendars names it."""
        groups = {"kind": "kinds", "topic": "topics", "country": "countries"}
        chosen = (f"{groups[each.name]}/{each.value}" for each in self.chosen if each.name in groups)
        return next(chosen, "")

    @property
    def labels(self) -> list[str]:
        return [choice.chosen_label for choice in self.chosen]

    @property
    def query(self) -> str:
        """The filters as the beginning of a query string, to be followed by further parameters."""
        return "".join(f"{urlencode({choice.name: choice.value})}&" for choice in self.chosen)

    def apply(self, events):
        for choice in self.chosen:
            if choice.name == "mode":
                events = events.held_as(choice.value)
            else:
                events = events.filter(**{self.LOOKUPS[choice.name]: choice.value})
        return events


@kept
def _options() -> dict[str, list[tuple[str, str]]]:
    """For each filter the values that published events have, and their labels."""
    events = Event.objects.published()
    modes = present({mode: events.held_as(mode) for mode in Mode})
    return {
        "kind": [(kind.slug, kind.name) for kind in EventKind.objects.of(events)],
        "country": country_options(events),
        "topic": [(topic.slug, topic.name) for topic in Topic.objects.used_in(events)],
        "mode": [(mode.value, str(mode.label)) for mode in modes],
    }


def country_options(rows) -> list[tuple[str, str]]:
    """The countries of these rows, for a filter."""
    return [(country.code.lower(), country.name) for country in Country.objects.of(rows).by_name()]
