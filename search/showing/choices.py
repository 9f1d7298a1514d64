"""What a visitor has chosen to narrow answers down by, in an address such as ?q=water&kind=event."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.timezone import get_default_timezone

from events.models import Country, Event
from freshness.keeping import kept
from news.models import Article
from publishing.languages import NAMES
from publishing.models import Topic
from search.finding.questions import clean
from search.kinds import KINDS

NARROWING = ("kind", "topic", "year", "country", "language")
YEARS = range(1900, 3000)


class Place(NamedTuple):
    key: int
    code: str  # as addresses have it
    name: str


class Choices:
    """The text and the choices of an address; impossible values count as none."""

    def __init__(self, query: QueryDict):
        given = {name: query.get(name, "") for name in NARROWING}
        options = {"kind": KINDS, "topic": topic_names(), "country": places_by_code(), "language": NAMES}
        self.text = clean(query.get("q", ""))
        self.chosen = {name: value for name, value in given.items() if value in options.get(name, ())}
        year = given["year"]
        if year.isascii() and year.isdecimal() and int(year) in YEARS:
            self.chosen["year"] = year

    def narrowed(self) -> dict[str, object]:
        """The choices as `matching.matches()` takes them."""
        values: dict[str, object] = dict(self.chosen)
        if country := self.chosen.get("country"):
            values["country"] = places_by_code()[country].key
        if year := self.chosen.get("year"):
            zone = get_default_timezone()
            values["year"] = tuple(datetime(int(year) + later, 1, 1, tzinfo=zone) for later in (0, 1))
        return values

    def query(self, **changes: str) -> str:
        """The choices, with these changed, as the beginning of a query string, to be followed by others."""
        wanted = {"q": self.text, **self.chosen, **changes}
        return "".join(f"{urlencode({name: value})}&" for name, value in wanted.items() if value)


@kept
def topic_names() -> dict[str, str]:
    """Of the topics of what visitors may see."""
    of_articles = Topic.objects.used_in(Article.objects.published())
    of_events = Topic.objects.used_in(Event.objects.published())
    return {topic.slug: topic.name for topic in of_articles | of_events}


@kept
def places_by_code() -> dict[str, Place]:
    countries = Country.objects.by_name()
    return {
        country.code.lower(): Place(country.pk, country.code.lower(), country.name) for country in countries
    }
