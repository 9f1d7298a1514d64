from datetime import timedelta
from html import escape

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from carec_site.sitemaps.sections import SECTIONS
from carec_site.sitemaps.writing import DECLARATION, PROTOCOL, news_urlset, urlset
from news.models import Article
from publishing.keys import key_in

HEADERS = {"Content-Type": "application/xml", "X-Robots-Tag": "noindex, noodp, noarchive"}
# What Google calls news, and how much of it a file may hold.
NEWS_AGE = timedelta(hours=48)
MAX_NEWS = 1000 // 3


@require_safe
def index(request):
    """The files of the sitemap that name a page: the protocol permits none without."""
    root, files = _root(request), []
    for section, pages in SECTIONS.items():
        address = root + reverse("sitemap_file", args=[section])
        for number, changed in pages.files().items():
            last = f"<lastmod>{timezone.localtime(changed).isoformat()}</lastmod>" if changed else ""
            query = f"?p={number}" if number > 1 else ""
            files.append(f"<sitemap><loc>{address}{query}</loc>{last}</sitemap>\n")
    return HttpResponse(
        [DECLARATION, f"<sitemapindex {PROTOCOL}>\n", *files, "</sitemapindex>\n"], headers=HEADERS
    )


@require_safe
def file(request, section):
    """The file of a section with the number `p`, the first without. The first may be empty."""
    number = key_in(request.GET.get("p", "1"))
    if section not in SECTIONS or not number:
        raise Http404
    pages = SECTIONS[section].pages(number)
    if not pages and number > 1:
        raise Http404
    return StreamingHttpResponse(urlset(pages, _root(request)), headers=HEADERS)


@require_safe
def news(request):
    """The articles that appeared within two days, for news search. It may be empty."""
    articles = Article.objects.appeared_within(NEWS_AGE).without_bodies().newest_first()
    return HttpResponse(news_urlset(list(articles[:MAX_NEWS]), _root(request)), headers=HEADERS)


def _root(request) -> str:
    return escape(f"{request.scheme}://{request.get_host()}")
