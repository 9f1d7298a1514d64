"""The news shown on pages of other apps."""

from events.models import Event
from freshness.keeping import kept
from news.models import Article, Author
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared

MAX_ARTICLES = 6
MAX_NEXT = 3


def news_about_event(event) -> list[Article]:
    return _about_event(event=event.pk)


def news_about_person(person) -> list[Article]:
    """Those that name the person."""
    return _naming_person(person=person.pk)


def news_about_organisation(organisation) -> list[Article]:
    """Those that name the organisation."""
    return _naming_organisation(organisation=organisation.pk)


def news_about_country(country) -> list[Article]:
    """Those that name the country."""
    return _naming_country(country=country.pk)


def articles_by(person) -> list[Article]:
    """Those that the person wrote."""
    return _written_by(person=person.pk)


def author_of(person) -> Author | None:
    """The author who the person is, if there is anything by them to read."""
    return people_who_write().get(person.pk)


def read_next(article) -> list[Article]:
    return _nearest(article=article.pk) if article.pk else []


@prepared
def _about_event():
    events = Event.objects.published().filter(pk=Parameter("event"))
    return _newest(Article.objects.published().about_events(events))


@prepared
def _naming_person():
    return _newest(Article.objects.published().filter(people=Parameter("person")))


@prepared
def _naming_organisation():
    return _newest(Article.objects.published().filter(organisations=Parameter("organisation")))


@prepared
def _naming_country():
    return _newest(Article.objects.published().filter(countries=Parameter("country")))


@prepared
def _written_by():
    return _newest(Article.objects.published().filter(authors__person=Parameter("person")))


@kept
def people_who_write() -> dict[int, Author]:
    """Authors by the keys of the people who they are."""
    return {author.person_id: author for author in Author.objects.public().exclude(person=None)}


@prepared
def _nearest():
    near = Article.objects.published().nearest_to(Parameter("article"))
    return near.without_bodies().select_related("lead_picture").with_topics()[:MAX_NEXT]


def _newest(articles):
    return articles.for_cards()[:MAX_ARTICLES]
