from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured
from django.db import Error
from django.utils.translation import get_language

from contacts.blank_form import blank_form
from contacts.models import Quote
from contacts.quotes import without_language
from freshness.keeping import kept


def inquiry_form(request, about=None):
    """The contact form at the foot of a page; the same for every visitor, so the page can be cached.

    `about` is the saved model instance that the page shows, if any. It is named by `str(about)`; if it has
    an `officer`, a staff user, the message goes to them.
    """
    return blank_form(request.path, about)


def quotes_on(path: str) -> list[dict]:
    """The quotes that an editor placed on the page at `path`. A page shown without the database has none."""
    with suppress(Error, ImproperlyConfigured):
        return quotes_by_page().get(without_language(path), [])
    return []


@kept
def quotes_by_page() -> dict[str, list[dict]]:
    """All quotes that editors placed, in the reader's language, by the English path of a page."""
    found = {}
    for quote in Quote.objects.placed():
        for path in quote.paths:
            found.setdefault(path, []).append(quote.shown_in(get_language()))
    return found
