"""What can be found: who may see it, to which country it belongs, and what a list of answers says of it."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Country, Event, Material, Organisation, Participation, Person
from news.models import Article, Attachment
from pages.models import Page
from publishing.models import Document


class Places(NamedTuple):
    """Rows that say which item belongs to which country, by the names of these two columns."""

    rows: Callable[[], QuerySet]
    item: str
    country: str


class Kind(NamedTuple):
    """`visible()` are the items that visitors may see, `shown()` the same as lists of answers show them;
    `word` is what one of them is called, `label` all. It belongs to every country that one of `places` says.
    """

    name: str
    word: Promise
    label: Promise
    visible: Callable[[], QuerySet]
    shown: Callable[[], QuerySet]
    places: tuple[Places, ...] = ()


def public_documents():
    """Documents that are attached to something published."""
    attached = Attachment.objects.filter(document=OuterRef("pk"), article__in=Article.objects.published())
    given = Material.objects.filter(document=OuterRef("pk"), event__in=Event.objects.published())
    return Document.objects.filter(Q(Exists(attached)) | Q(Exists(given)))


def articles_about_events():
    return Article.events.through.objects.filter(event__in=Event.objects.published())


ALL = (
    Kind(
        "article",
        pgettext_lazy("search", "Article"),
        _("News"),
        lambda: Article.objects.published(),
        lambda: Article.objects.without_bodies(),
        (
            Places(articles_about_events, "article", "event__country"),
            Places(lambda: Article.countries.through.objects.all(), "article", "country"),
        ),
    ),
    Kind(
        "event",
        pgettext_lazy("search", "Event"),
        _("Events"),
        lambda: Event.objects.published(),
        lambda: Event.objects.without_bodies().select_related("kind", "country"),
        (Places(lambda: Event.objects.all(), "pk", "country"),),
    ),
    Kind(
        "person",
        pgettext_lazy("search", "Person"),
        _("People"),
        lambda: Person.objects.public(),
        lambda: Person.objects.seen_in(Participation.objects.listed()),
        (Places(lambda: Participation.objects.listed(), "person", "country"),),
    ),
    Kind(
        "organisation",
        pgettext_lazy("search", "Organisation"),
        _("Organisations"),
        lambda: Organisation.objects.public(),
        lambda: Organisation.objects.select_related("country"),
        (Places(lambda: Organisation.objects.all(), "pk", "country"),),
    ),
    Kind(
        "country",
        pgettext_lazy("search", "Country"),
        _("Countries"),
        lambda: Country.objects.public(),
        lambda: Country.objects.all(),
        (Places(lambda: Country.objects.all(), "pk", "pk"),),
    ),
    Kind(
        "page",
        pgettext_lazy("search", "Page"),
        _("Pages"),
        lambda: Page.objects.published(),
        lambda: Page.objects.without_bodies(),
    ),
    Kind(
        "document",
        pgettext_lazy("search", "Document"),
        _("Documents"),
        public_documents,
        lambda: Document.objects.all(),
    ),
)
KINDS = {kind.name: kind for kind in ALL}
