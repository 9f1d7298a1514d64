"""Which answers may be given to everybody who asks for the same address."""

from contextlib import nullcontext

from django.conf import settings
from django.http import HttpRequest
from django.utils.cache import has_vary_header

from carec_site.staff.languages import STAFF
from freshness.changes import current, one_request

# The pages by name, each with the parameters that it knows. With any other parameter a page is made anew.
PAGE = frozenset({"page"})
FILTERS = frozenset({"kind", "country", "topic", "mode"})
PARAMETERS: dict[str, frozenset[str]] = {
    "home": frozenset(),
    "news:list": PAGE,
    "news:year": PAGE,
    "news:topic": PAGE,
    "news:author": PAGE,
    "news:detail": frozenset(),
    "news:qr": frozenset(),
    "news:feed": frozenset(),
    "news:topic_feed": frozenset(),
    "news:country_feed": frozenset(),
    "events:list": PAGE | FILTERS,
    "events:past": PAGE | FILTERS,
    "events:year": PAGE | FILTERS,
    "events:month": frozenset(),
    "events:detail": frozenset(),
    "events:embed": FILTERS,
    "events:feed": frozenset(),
    "events:kind_feed": frozenset(),
    "events:calendars": frozenset({"calendar"}),
    "events:calendar": frozenset(),
    "events:kind_calendar": frozenset(),
    "events:topic_calendar": frozenset(),
    "events:country_calendar": frozenset(),
    "events:ics": frozenset(),
    "events:people": PAGE | {"country", "organisation", "letter"},
    "events:person": PAGE,
    "events:organisations": PAGE | {"country", "type", "letter"},
    "events:organisation": PAGE,
    "events:countries": frozenset(),
    "events:country": PAGE,
    "search:results": frozenset(),
    "search:description": frozenset(),
    "card": frozenset(),
    "contacts:contact": frozenset(),
    "pages:detail": frozenset(),
    "pages:privacy": frozenset(),
}


def is_for_everybody(request: HttpRequest, response) -> bool:
    """Whether the answer depends on nothing but its address and the content of the site."""
    match = request.resolver_match
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not has_vary_header(response, "Cookie")
        and match is not None
        and match.view_name in PARAMETERS
        and PARAMETERS[match.view_name].issuperset(request.GET)
    )


def is_signed_in(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class ForEverybodyMiddleware:
    """Marks these answers for the application around Django's, by `is_for_everybody`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_reading = request.method in {"GET", "HEAD"}
        with one_request() if is_reading else nullcontext():
            if is_reading and is_signed_in(request) and not request.path.startswith(STAFF):
                current()  # what is due is published first, as it is for everybody by the page cache
            response = self.get_response(request)
        response.is_for_everybody = is_for_everybody(request, response)
        return response
