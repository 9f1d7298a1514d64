"""The addresses that are measured."""

from math import ceil
from urllib.parse import quote

from bench.content.sizes import Size, crowd
from bench.content.texts import (
    COUNTRIES,
    EVERY_AUTHOR,
    FREQUENT_WORD,
    GIVEN_NAME,
    NAME,
    RARE_WORD,
    article_date,
    in_cyrillic,
)

LANGUAGE_PREFIXES = ("", "/ru", "/zh-hans")
LIST_PAGE_ARTICLES = 12
DEEP_PAGE = 150  # of the list, on each site
LAST_PAGE = 5000  # on the largest
STAFF_PAGE_ROWS = 50
SITEMAP = "/sitemap.xml"
# A page of the largest site, and a table from which something is kept for it.
READ_AGAIN = {
    "news": ("/news/", "news_article"),
    "news, a deep page": ("/news/?page=4000", "news_article"),
    "events": ("/events/", "events_event"),
    "home": ("/", "news_article"),
    "people": ("/people/", "events_participation"),
    "people, a deep page": ("/people/?page=1000", "events_participation"),
    "people in Russian, a deep page": ("/ru/people/?page=1000", "events_participation"),
    "organisations": ("/organisations/", "events_participation"),
    "countries": ("/countries/", "events_participation"),
    "country": (f"/countries/{COUNTRIES[0].lower()}/", "events_participation"),
}


def article(number: int) -> str:
    """One of the first block; in the last hours of a year the site's time zone would matter."""
    return f"/news/{article_date(number).year}/article-{number}/"


def person(number: int) -> str:
    return f"/people/person-{number}/"


def news_list(page: int) -> str:
    return f"/news/?page={page}"


def pages(size: Size) -> dict[str, str]:
    """The address of each measured page by the name it has in the report."""
    return {
        "article": article(size.articles // 3),
        "list": "/news/",
        f"list, page {DEEP_PAGE}": news_list(min(DEEP_PAGE, size.all_articles // LIST_PAGE_ARTICLES)),
        "event": f"/events/event-{size.events // 3}/",
        "events": "/events/",
        "home": "/",
        "people": "/people/",
        "person": person(size.people // 3),
        "organisation": "/organisations/organisation-1/",
        "country": f"/countries/{COUNTRIES[0].lower()}/",
        "feed": "/news/feed/",
        "contact": "/contact/",
    }


def crowded_event(people: int) -> str:
    return f"/events/{crowd(people)}/"


def crowded_list(size: Size, people: int) -> str:
    """The participants of that event, for staff."""
    return f"/admin/events/event/{size.crowd_key(people)}/participants/"


def staff_lists(size: Size) -> dict[str, str]:
    """Lists of the administration, by the names they have in the report."""
    articles, events = "/admin/news/article/", "/admin/events/event/"
    people, organisations = "/admin/events/person/", "/admin/events/organisation/"
    inquiries = "/admin/contacts/inquiry/"
    return {
        "articles": articles,
        "articles, last page": f"{articles}?p={ceil(size.all_articles / STAFF_PAGE_ROWS)}",
        "articles, a rare word": f"{articles}?q={RARE_WORD}",
        "articles, a frequent word": f"{articles}?q={FREQUENT_WORD}",
        "articles, two letters": f"{articles}?q={FREQUENT_WORD[:2]}",
        "articles, in all authors' names": f"{articles}?q={EVERY_AUTHOR}",
        "articles of a topic": f"{articles}?topic=topic-1",
        "articles, Russian is missing": f"{articles}?translation=missing-ru",
        "articles, Russian is out of date": f"{articles}?translation=outdated-ru",
        "events": events,
        "events by people": f"{events}?o=5",
        "events, Russian is out of date": f"{events}?translation=outdated-ru",
        "people": people,
        "people, last page": f"{people}?p={ceil(size.all_people / STAFF_PAGE_ROWS)}",
        "people, a name": f"{people}?q={NAME}",
        "organisations": organisations,
        "organisations by people": f"{organisations}?o=-6",
        "organisations, in all names": f"{organisations}?q=Institute",
        "countries": "/admin/events/country/",
        "inquiries": inquiries,
        "inquiries, last page": f"{inquiries}?p={ceil(size.all_inquiries * 0.95 / STAFF_PAGE_ROWS)}",
    }


def searches() -> dict[str, str]:
    """Questions of visitors, by the names they have in the report."""
    search, suggestions = "/search/?q=", "/search/suggestions/?q="
    misspelt = f"{RARE_WORD[:-2]}{RARE_WORD[-1]}{RARE_WORD[-2]}"
    return {
        "a rare word": f"{search}{RARE_WORD}",
        "a frequent word": f"{search}{FREQUENT_WORD}",
        "a frequent word, page 3": f"{search}{FREQUENT_WORD}&page=3",
        "a frequent and a rare word": f"{search}{FREQUENT_WORD}+{RARE_WORD}",
        "a name": f"{search}{GIVEN_NAME}",
        "a name in other letters": f"{search}{quote(in_cyrillic(GIVEN_NAME))}",
        "a misspelt word": f"{search}{misspelt}",
        "what nothing has": f"{search}qqqqqqqq",
        "suggestions": f"{suggestions}{RARE_WORD[:5]}",
    }


def many_pages(size: Size, count: int) -> list[str]:
    """So many different addresses: articles in each language, then people."""
    articles = [
        f"{prefix}{article(number)}" for prefix in LANGUAGE_PREFIXES for number in range(size.articles)
    ]
    return [*articles, *map(person, range(size.people))][:count]
