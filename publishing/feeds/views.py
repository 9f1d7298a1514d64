from collections.abc import Iterable
from itertools import islice

from django.http import HttpResponse
from django.urls import path, register_converter
from django.utils.http import http_date
from django.views.generic import View

from publishing.feeds.entries import MAX_ENTRIES, Entry, absolute, changed, written
from publishing.feeds.formats import ATOM, FORMATS, TYPES


class Form:
    """What follows the dot in the address of a feed: the formats beside Atom."""

    regex = "|".join(form for form in FORMATS if form)
    to_python = to_url = str


register_converter(Form, "form")


def feed_paths(route: str, feed: type["PublishableFeed"], name: str):
    """The addresses of a feed in each format, all of the same name: feed/, feed.rss, feed.json."""
    view = feed.as_view()
    return [path(f"{route}/", view, name=name), path(f"{route}.<form:form>", view, name=name)]


class PublishableFeed(View):
    """A feed with the newest items.

    A subclass defines `title` and `description`; `address`, where the same is read as a page; and
    `entries()`, the newest first.
    """

    http_method_names = ("get", "head")

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def description(self) -> str:
        raise NotImplementedError

    @property
    def address(self) -> str:
        raise NotImplementedError

    def entries(self) -> Iterable[Entry]:
        raise NotImplementedError

    def get(self, request, form=ATOM, **_words):
        entries = written(islice(self.entries(), MAX_ENTRIES))
        return HttpResponse(
            FORMATS[form](self, absolute(request.path), entries),
            content_type=f"{TYPES[form]}; charset=utf-8",
            headers={"Last-Modified": http_date(changed(entries).timestamp())},
        )
