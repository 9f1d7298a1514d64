from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from history.previews.views import Preview
from news import named
from news.citation import citation_of
from news.filters import topic_at, years
from news.models import Article, Author
from news.schema_org import article_facts
from news.sharing import qr_code
from publishing.addresses import by_slug, path_to
from publishing.schema_org import absolute
from publishing.views import PagedList


@by_slug
def published_article():
    return Article.objects.published().for_page()


@by_slug
def published_address():
    return Article.objects.published().without_bodies()


@by_slug
def public_author():
    return Author.objects.public()


class ArticleList(PagedList):
    template_name = "news/list.html"
    paginate_by = 12

    def rows(self):
        return Article.objects.published().for_cards()


class YearList(ArticleList):
    template_name = "news/year.html"

    def get(self, request, year):
        if year not in years():
            raise Http404
        return super().get(request)

    def rows(self):
        return super().rows().in_year(self.kwargs["year"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.kwargs["year"], **kwargs)

    @property
    def choice(self):
        return (self.kwargs["year"],)


class TopicList(ArticleList):
    template_name = "news/topic.html"

    def get(self, request, slug):
        self.topic = topic_at(slug)
        return super().get(request)

    def rows(self):
        return super().rows().about(self.topic)

    def get_context_data(self, **kwargs):
        return super().get_context_data(topic=self.topic, **kwargs)

    @property
    def choice(self):
        return (self.topic.pk,)


class AuthorList(ArticleList):
    template_name = "news/author.html"

    def get(self, request, slug):
        self.author = public_author(slug)
        if self.author.slug != slug:
            return redirect(self.author, permanent=True)
        return super().get(request)

    def rows(self):
        return super().rows().filter(authors=self.author)

    def get_context_data(self, **kwargs):
        return super().get_context_data(author=self.author, **kwargs)

    @property
    def choice(self):
        return (self.author.pk,)


@require_safe
def detail(request, year, slug):
    """An article; an earlier slug or another year redirects to its current address in one step."""
    article = published_article(slug)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    return render(request, "news/detail.html", page_of(article))


@require_safe
def qr(request, year, slug):
    """The address of an article as a picture."""
    article = published_address(slug)
    address = path_to("news:qr", article.year, article.slug)
    if request.path != address:
        return redirect(address, permanent=True)
    return HttpResponse(qr_code(absolute(article.get_absolute_url())), content_type="image/png")


class ArticlePreview(Preview):
    model = Article
    template_name = "news/detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**page_of(self.object), **kwargs)


def page_of(article) -> dict:
    """The context of an article's page."""
    countries = named.countries(article)
    people, organisations = named.people(article), named.organisations(article)
    return {
        "article": article,
        "citation": citation_of(article),
        "countries": countries,
        "facts": article_facts(article, people, organisations, countries),
        "organisations": organisations,
        "people": people,
    }
