"""Whom articles name and who wrote them, as far as visitors may see it; kept until a table of it changes."""

from events.models import Country, Organisation, Person
from freshness.keeping import kept
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared


def people(article) -> list[Person]:
    """`article` is of `for_page()`, as below."""
    return _people(article.pk) if article.people_keys else []


def organisations(article) -> list[Organisation]:
    return _organisations(article.pk) if article.organisation_keys else []


def countries(article) -> list[Country]:
    """In the alphabetical order of the reader's language."""
    keys = article.country_keys
    return [country for country in _all_countries() if country.pk in keys] if keys else []


@kept
def writers() -> dict[int, Person]:
    """The people who are authors, by their keys."""
    return {person.pk: person for person in Person.objects.public().for_faces().exclude(author=None)}


@kept
def _people(key: int) -> list[Person]:
    return _people_named(article=key)


@kept
def _organisations(key: int) -> list[Organisation]:
    return _organisations_named(article=key)


@kept
def _all_countries() -> list[Country]:
    return Country.objects.public().by_name()


@prepared
def _people_named():
    return Person.objects.public().for_faces().filter(articles=Parameter("article"))


@prepared
def _organisations_named():
    return Organisation.objects.public().filter(articles=Parameter("article")).by_name()
