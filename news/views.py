from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from news.models import Article, Author
from publishing.addresses import get_by_slug_or_404
from publishing.models import Topic
from publishing.views import DeepPaginator, Preview


class ArticleList(ListView):
    template_name = "news/list.html"
    paginate_by = 12
    paginator_class = DeepPaginator

    def get_queryset(self):
        return Article.objects.published().for_cards()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            years=Article.objects.years(), topics=Topic.objects.used_in(Article.objects.published()), **kwargs
        )


class YearList(ArticleList):
    template_name = "news/year.html"

    def get_queryset(self):
        articles = super().get_queryset().in_year(self.kwargs["year"])
        if not articles.exists():
            raise Http404
        return articles

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.kwargs["year"], **kwargs)


class TopicList(ArticleList):
    template_name = "news/topic.html"

    def get_queryset(self):
        self.topic = get_object_or_404(
            Topic.objects.used_in(Article.objects.published()), slug=self.kwargs["slug"]
        )
        return super().get_queryset().about(self.topic)

    def get_context_data(self, **kwargs):
        return super().get_context_data(topic=self.topic, **kwargs)


class AuthorList(ArticleList):
    template_name = "news/author.html"

    def get(self, request, *args, **kwargs):
        self.author = get_by_slug_or_404(Author.objects.public(), kwargs["slug"])
        if self.author.slug != kwargs["slug"]:
            return redirect(self.author, permanent=True)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().filter(authors=self.author)

    def get_context_data(self, **kwargs):
        return super().get_context_data(author=self.author, **kwargs)


@require_safe
def detail(request, year, slug):
    """An article; an earlier slug or another year redirects to its current address in one step."""
    article = get_by_slug_or_404(Article.objects.published().for_page(), slug)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    return render(request, "news/detail.html", {"article": article})


class ArticlePreview(Preview):
    model = Article
    template_name = "news/detail.html"
