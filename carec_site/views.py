from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from carec_site import disk
from contacts.mail import queue
from publishing.schema_org import absolute


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
