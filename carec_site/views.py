from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from carec_site import disk
from contacts.mail import queue
from events.models import Country, Event
from freshness.keeping import kept
from news.filters import topics
from news.models import Article
from pages.templatetags.pages import institute_facts
from publishing.schema_org import absolute, institute
from publishing.statements.prepared import prepared


@require_safe
def home(request):
    """The newest article in large, the next ones as cards, their topics, the next events, and the members."""
    articles = newest_articles()
    return render(
        request,
        "home.html",
        {
            "lead_article": articles[0] if articles else None,
            "latest": articles[1:],
            "topics": topics(),
            "events": next_events(),
            "members": members(),
            "facts": {"@graph": [institute_facts(), website()]},
        },
    )


def website() -> dict:
    """This site in the vocabulary of schema.org, with its search."""
    results = absolute(reverse("search:results"))
    return {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "name": _("CAREC Institute"),
        "url": absolute(reverse("home")),
        "inLanguage": get_language(),
        "publisher": {"@id": institute()["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{results}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


@prepared
def newest_articles():
    return Article.objects.published().for_cards()[:7]


@prepared
def next_events():
    return Event.objects.published().upcoming().beginning(3).for_cards()


@kept
def members() -> list[Country]:
    return Country.objects.members().by_name()


def bad_request(request, exception):
    """People who sent too much are told so in words; programs that send nonsense get Django's own answer."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return HttpResponse(render_to_string("too_large.html"), status=400)
    return defaults.bad_request(request, exception)


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /news/preview/",
        "Disallow: /events/preview/",
        "Disallow: /pages/preview/",
        "Disallow: /search/",
        "Disallow: /*/search/",
        *(f"Sitemap: {absolute(reverse(name))}" for name in ("sitemap", "news_sitemap")),
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """The address where programs look for a site's icon without reading its pages."""
    return redirect(static("img/favicon.ico"))


@require_safe
@never_cache
def livez(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """200 when the database answers and has every migration; else 503 with the reason in the first line.

    Stuck email and a full disk are reported in lines of their own for the operator's checks. They do not
    change the status: a site taken out of service would receive no inquiries at all, and reading its pages
    needs no writing.
    """
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        stuck = 0 if pending else queue.stuck().count()
    except Error:
        return _state("the database does not answer\n", 503)
    if pending:
        return _state(f"{len(pending)} migrations are pending\n", 503)
    mail = f"mail: {stuck} stuck\n" if stuck else ""
    return _state(f"ok\n{mail}", 200)


def _state(lines, status):
    return HttpResponse(lines + _disk_line(), status=status, content_type="text/plain; charset=utf-8")


def _disk_line():
    try:
        left = disk.room()
    except OSError as error:
        return f"disk: nothing can be written ({error.strerror})\n"
    return f"disk: {left // disk.MEGABYTE_BYTES} MB left\n" if left < disk.LEAST_ROOM_BYTES else ""
