"""What the home page shows by now: what editors chose, as far as visitors may see it, and what is newest."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import OuterRef
from django.utils.translation import get_language

from contacts.states import Permission
from contacts.templatetags.contacts import quotes_on
from events.models import Country, Event, Participation
from events.views.places import countries
from freshness.keeping import kept
from home.models import HomePage
from news.filters import topics
from news.models import Article
from publishing import languages
from publishing.models import Topic
from publishing.statements.lists import Rows
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared

MAX_CARDS, MAX_LINES = 3, 5
MAX_ARTICLES = 1 + MAX_CARDS + MAX_LINES  # with the lead story
MAX_NEXT, MAX_LATER = 3, 3  # events on the first screen, and below
MAX_TOPICS = 3
HOME = "/"
CHOSEN = [Parameter(f"chosen{place}") for place in range(MAX_TOPICS)]
ABOVE = [Parameter(f"above{place}") for place in range(MAX_ARTICLES)]


@kept
def choices() -> HomePage:
    return HomePage.objects.select_related("quote").first() or HomePage()


def headline() -> str:
    """In the reader's language alone: the site's own line has a translation, so none is mixed in."""
    return languages.texts(choices(), "headline")[languages.current()]


def stories() -> list[Article]:
    """The lead story, then the newest of the others."""
    key = choices().lead_article_id
    return _first(key, newest_articles(chosen=key), MAX_ARTICLES)


def coming_events() -> list[Event]:
    """Those that are not over: the one that editors put first, then the next ones."""
    key = choices().event_id
    return _first(key, next_events(chosen=key), MAX_NEXT + MAX_LATER)


def _first(key: int | None, found: list, number: int) -> list:
    """So many of what is found, with the one of this key before the others."""
    return sorted(found, key=lambda each: each.pk != key)[:number]


@prepared
def newest_articles():
    """And the chosen one, if visitors may see it."""
    published = Article.objects.published()
    return Article.objects.filter(
        pk__in=_with_chosen(published.newest_first()[:MAX_ARTICLES], published)
    ).for_cards()


@prepared
def next_events():
    """And the chosen one, if visitors may see it and it is not over."""
    upcoming = Event.objects.published().upcoming()
    keys = _with_chosen(upcoming.beginning(MAX_NEXT + MAX_LATER), upcoming)
    return Event.objects.filter(pk__in=keys).order_by("starts_at", "pk").for_cards()


def _with_chosen(some, all_of_them):
    """The keys of some rows and of the chosen one. As one set: with an OR the server would read all rows."""
    chosen = all_of_them.order_by().filter(pk=Parameter("chosen"))
    return some.values("pk").union(chosen.values("pk"))


@prepared
def latest_events():
    """For a site that plans nothing at the moment."""
    return Event.objects.published().past().for_cards()[:MAX_NEXT]


@prepared
def topics_with_articles():
    """Chosen topics with their newest articles that stand nowhere above: one for each of as many topics."""
    articles = Article.objects.published().exclude(pk__in=ABOVE).filter(topics=OuterRef("pk"))
    newest = articles.without_bodies().newest_first()[:MAX_TOPICS]
    return Topic.objects.filter(pk__in=CHOSEN).annotate(articles=Rows(newest))


def chosen_topics(above: list[Article]) -> Iterator[tuple[Topic, Article | None]]:
    """Those of published articles, in their order, each with its newest that stands nowhere else on the page;
    `above` are the other articles there.
    """
    public = {topic.pk for topic in topics()}
    keys = [key for key in choices().topic_keys if key in public]
    if not keys:
        return
    values = _values(CHOSEN, keys) | _values(ABOVE, [article.pk for article in above])
    shown, found = [], {topic.pk: topic for topic in topics_with_articles(**values)}
    for topic in map(found.get, keys):
        newest = next((each for each in topic.articles if each not in shown), None)
        shown.append(newest)
        yield topic, newest


def _values(parameters, keys):
    """Where there are fewer keys than parameters, the others get the key of nothing."""
    return dict(zip_longest([each.name for each in parameters], keys, fillvalue=0))


def quotes() -> list[dict]:
    """The one that is shown in large, then what else editors placed on this page."""
    placed, chosen = quotes_on(HOME), choices().quote
    if not chosen or chosen.permission != Permission.GIVEN:
        return placed
    shown = chosen.shown_in(get_language())
    return [shown, *(each for each in placed if each != shown)]


@dataclass
class Figures:
    """As many as the list shows to which each leads."""

    events: int
    people: int
    countries: int

    def __bool__(self):
        """Members are countries from the first day on; they alone are no news."""
        return bool(self.events or self.people)


def figures() -> Figures:
    return Figures(events_count(), people_count(), len(countries()))


@kept
def events_count() -> int:
    return Event.objects.published().count()


@kept
def people_count() -> int:
    # From their appearances, which an index knows: to ask for the people takes three times as long.
    return Participation.objects.listed().order_by().values("person").distinct().count()


def members() -> list[Country]:
    """With their numbers, in the alphabetical order of the reader's language."""
    return [country for country in countries() if country.is_member]
