"""The addresses that are measured."""

from bench.content.sizes import Size
from bench.content.texts import COUNTRIES, article_date

LANGUAGE_PREFIXES = ("", "/ru", "/zh-hans")
LIST_PAGE_ARTICLES = 12
DEEP_PAGE = 150  # of the list, on each site
LAST_PAGE = 5000  # on the largest


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


def many_pages(size: Size, count: int) -> list[str]:
    """So many different addresses: articles in each language, then people."""
    articles = [
        f"{prefix}{article(number)}" for prefix in LANGUAGE_PREFIXES for number in range(size.articles)
    ]
    return [*articles, *map(person, range(size.people))][:count]
