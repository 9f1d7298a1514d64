"""The demo, and every state of a page that the demo does not have."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from events.choices import Status
from events.models import Country, Event, Organisation, Person
from news.models import Article, Author
from pages.models import Page
from publishing.models import Topic
from tests.factories import make_article, make_event, make_organisation, make_participation, make_person

LONG_TITLES = {
    "title_en": (
        "Institutional arrangements for transboundary water accounting, electricity interconnection and "
        "digital customs procedures among the eleven member countries: what a year of dialogue has shown"
    ),
    "title_ru": (
        "Институциональные механизмы трансграничного водного учёта, межгосударственной энергетической "
        "взаимосвязи и цифровизации таможенных процедур в одиннадцати странах: итоги года диалога"
    ),
    "title_zh_hans": (
        "十一个成员国之间跨界水资源核算、电力互联互通与海关程序数字化的制度安排：一年来的政策对话揭示了什么，"
        "以及下一个十年区域合作研究应当优先回答的若干问题"
    ),
}
RELEASE = "<p>{}</p>".format(
    "Officials and researchers compared how their services keep accounts of water, and found that a number "
    "means little until one knows who wrote it down. They agreed to write the same five numbers each month. "
    "“We were surprised how much of the work is agreeing on what a month is,” said one of them, “and how "
    "little of it is hydrology, once the ledgers lie side by side on one table.” A second meeting follows."
)
# Each is text, wherever it stands.
HOSTILE = "<script>alert(1)</script>\"'&amp;]]>{{ 7*7 }}{% x %}</title><b>\u202e"
PARTICIPANTS = 300
SEED_ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "seed" / "article.txt"


def fill() -> dict[str, str]:
    """The address in English of each kind and state of a page."""
    call_command("seed_demo", force=True, verbosity=0)
    with transaction.atomic(), translation.override("en"):
        items = {kind: item.get_absolute_url() for kind, item in (firsts() | make_states()).items()}
        return places() | items | release()


def release():
    """A real press release of the Institute, where it lies beside the project."""
    if not SEED_ARTICLE.exists():
        return {}
    before = set(Article.objects.values_list("pk", flat=True))
    call_command("import_article", SEED_ARTICLE, publish=True, link=True, verbosity=0, stdout=StringIO())
    return {"article, press release": Article.objects.exclude(pk__in=before).get().get_absolute_url()}


def make_states():
    starts_at = timezone.now().replace(microsecond=0) + timedelta(days=40)
    coming = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=8)}
    hostile = make_event(HOSTILE, summary_en=HOSTILE, venue_en=HOSTILE, city_en=HOSTILE)
    stranger, office = make_person(f"A{HOSTILE} B{HOSTILE}"), make_organisation(HOSTILE)
    make_participation(hostile, stranger, job_title_en=HOSTILE, organisation=office)
    return {
        "article, plain": make_article("Four paragraphs and no picture", body_en=RELEASE * 4),
        "article, long title": make_article(**LONG_TITLES, body_en=RELEASE),
        "article, hostile": make_article(HOSTILE, summary_en=HOSTILE),
        "event, long title": make_event(**LONG_TITLES, **coming),
        "event, cancelled": make_event(
            "A symposium called off", status=Status.CANCELLED, status_note_en="No hall was free.", **coming
        ),
        "event, postponed": make_event(
            "A symposium put off", status=Status.POSTPONED, status_note_en="A date follows.", **coming
        ),
        "event, 300 participants": make_congress(),
        "event, hostile": hostile,
        "organisation, hostile": office,
        "person, hostile": stranger,
    }


def make_congress():
    event = make_event("A congress with three hundred participants")
    countries = list(Country.objects.order_by("-is_member", "code")[:24])
    offices = [make_organisation(f"Ministry of Water {number}") for number in range(12)]
    for number in range(PARTICIPANTS):
        make_participation(
            event,
            make_person(f"Given{number} Family{number}"),
            country=countries[number * number % 24],
            organisation=offices[number % 12],
            mode=["in_person", "online"][number % 2],
        )
    return event


def firsts():
    """Of each kind, one that the demo has."""
    articles, events = Article.objects.published(), Event.objects.published()
    people = Person.objects.public()
    return {
        "article": articles.exclude(lead_picture=None).filter(events__isnull=False)[0],
        "event, over": events.past().exclude(participations=None).exclude(materials=None)[0],
        "event, coming": events.upcoming()[0],
        "person": people.exclude(photo=None).first() or people[0],
        "organisation": Organisation.objects.exclude(parts=None)[0],
        "country": Country.objects.get(code="KZ"),
        "author": Author.objects.all()[0],
        "page": Page.objects.published()[0],
    }


def places():
    today, last = timezone.now().date(), Event.objects.published().past()[0].first_day
    return {
        "home": reverse("home"),
        "news": reverse("news:list"),
        "news, year": reverse("news:year", args=[today.year]),
        "topic": reverse("news:topic", args=[Topic.objects.all()[0].slug]),
        "events": reverse("events:list"),
        "events, year": reverse("events:year", args=[last.year]),
        "events, month": reverse("events:month", args=[today.year, today.month]),
        "events, past": reverse("events:past"),
        "calendars": reverse("events:calendars"),
        "embedded": reverse("events:embed"),
        "people": reverse("events:people"),
        "organisations": reverse("events:organisations"),
        "countries": reverse("events:countries"),
        "contact": reverse("contacts:contact"),
        "subscribe": reverse("subscriptions:subscribe"),
        "privacy": reverse("pages:privacy"),
        "events, hostile": reverse("events:year", args=[2023]),
        "people, hostile": reverse("events:people") + "?q=alert",
        "organisations, hostile": reverse("events:organisations") + "?q=alert",
        "search": reverse("search:results"),
        "search, found": reverse("search:results") + "?q=water",
        "search, hostile": reverse("search:results") + "?" + urlencode({"q": HOSTILE}),
        "search, nothing": reverse("search:results") + "?q=zzzqqq",
    }
