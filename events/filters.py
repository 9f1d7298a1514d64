from urllib.parse import urlencode

from django.utils.translation import gettext as _

from events.choices import Mode
from events.models import Country, Event, EventKind
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
        events = Event.objects.published()
        kinds = EventKind.objects.of(events)
        countries = Country.objects.of(events).by_name()
        modes = present({mode: events.held_as(mode) for mode in Mode})
        options = {
            "kind": (_("Kind"), _("All kinds"), [(kind.slug, kind.name) for kind in kinds]),
            "country": (
                _("Country"),
                _("All countries"),
                [(country.code.lower(), country.name) for country in countries],
            ),
            "topic": (
                _("Topic"),
                _("All topics"),
                [(topic.slug, topic.name) for topic in Topic.objects.used_in(events)],
            ),
            "mode": (
                _("Format"),
                _("All formats"),
                [(mode.value, mode.label) for mode in modes],
            ),
        }
        self.choices = [Choice(name, *parts, query.get(name, "")) for name, parts in options.items()]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.value]

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
