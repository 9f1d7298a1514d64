"""A small site with everything on it that could leak, for the sweeps over all pages."""

from datetime import timedelta

from django.utils import timezone

from news.models import Article, Attachment, Byline, GalleryPicture
from publishing.models import State
from tests.factories import make_article, make_author, make_document, make_picture

SECRET = "Zzsecret"
TWIN = "Published twin"

# How each publishable model is made with the parts that its pages show.
MAKERS = {}


def makes(model):
    def decorate(function):
        MAKERS[model] = function
        return function

    return decorate


def hidden_states():
    """Each way of not being public, as changes to a published item."""
    now = timezone.now()
    return {
        "draft": {"state": State.DRAFT},
        "in review": {"state": State.IN_REVIEW},
        "archived": {"state": State.ARCHIVED},
        "scheduled": {"publish_at": now + timedelta(hours=1)},
        "taken down": {"publish_at": now - timedelta(days=9), "unpublish_at": now - timedelta(hours=1)},
        "in the trash": {"trashed_at": now},
    }


def texts(marker, number):
    """Texts in all three languages, each with the marker, for one item."""
    values = {}
    for code in ("en", "ru", "zh_hans"):
        values |= {
            f"title_{code}": f"{marker} title {code} {number}",
            f"summary_{code}": f"{marker} summary {code} {number}",
            f"body_{code}": f"<h2>{marker} heading</h2><p>{marker} text {code} {number}</p>",
        }
    return values


@makes(Article)
def make_full_article(marker, number, **changes):
    """An article with every part that a page shows, each carrying the marker."""
    colour = f"#{number % 200:02x}{len(marker) % 200:02x}7f"
    picture = make_picture(f"{marker} picture", colour=colour, alt_text_en=f"{marker} alt", size=(400, 250))
    article = make_article(**texts(marker, number), lead_picture=picture, **changes)
    article.topics.add(f"{marker} topic")
    Byline.objects.create(article=article, author=make_author(f"{marker} author {number}"))
    GalleryPicture.objects.create(article=article, picture=picture)
    Attachment.objects.create(article=article, document=make_document(f"{marker} document {number}"))
    article.sources.create(title=f"{marker} source", url="https://www.example.org/report")
    return article


def build():
    """Of every publishable model one hidden item for each way to be hidden, and one published twin."""
    hidden, published = [], []
    for make in MAKERS.values():
        for number, (state, changes) in enumerate(hidden_states().items()):
            hidden.append(make(f"{SECRET} {state}", number, **changes))
        published.append(make(TWIN, 99))
    return hidden, published
