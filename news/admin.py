from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from news.models import Article, Attachment, Author, Byline, GalleryPicture, Source
from publishing import languages
from publishing.admin.columns import LIST_DISPLAY
from publishing.admin.deleting.guard import KeptWhileUsed
from publishing.admin.filters import LIST_FILTER
from publishing.admin.languages import LanguagesAdmin, language_fieldsets
from publishing.admin.publishable import (
    PUBLISHING_FIELDSET,
    TEXT_FIELDSETS,
    PublishableAdmin,
)
from publishing.admin.rows import PartInline
from publishing.keys import key_in
from publishing.querysets import count_rows


class BylineInline(PartInline):
    model = Byline
    fields = ("author", "order")
    autocomplete_fields = ("author",)


class GalleryInline(PartInline):
    model = GalleryPicture
    fields = ("picture", "order")
    raw_id_fields = ("picture",)


class AttachmentInline(PartInline):
    model = Attachment
    fields = ("document", "order")
    autocomplete_fields = ("document",)


class SourceInline(PartInline):
    model = Source
    fields = ("title", "url", "order")


class AuthorFilter(admin.SimpleListFilter):
    """Offers the authors of any article, each found by a first byline."""

    title = _("authors")
    parameter_name = "authors__id__exact"

    def lookups(self, request, model_admin):
        authors = Author.objects.filter(Exists(Byline.objects.filter(author=OuterRef("pk"))))
        return [(author.pk, str(author)) for author in authors]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        key = key_in(self.value())
        return queryset.filter(bylines__author=key) if key else queryset.none()


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    fieldsets = (
        *TEXT_FIELDSETS,
        (_("Picture, topics and events"), {"fields": ["lead_picture", "topics", "events"]}),
        PUBLISHING_FIELDSET,
    )
    inlines = (BylineInline, GalleryInline, AttachmentInline, SourceInline)
    raw_id_fields = ("lead_picture",)
    autocomplete_fields = ("events",)
    list_display = LIST_DISPLAY
    list_filter = (*LIST_FILTER, AuthorFilter)
    list_select_related = ("updated_by",)
    list_per_page = 50
    date_hierarchy = "publish_at"

    def preview_url(self, article):
        return reverse("news:preview", args=[article.pk])

    def search(self, items, word):
        """By titles and summaries, or by a name under the headline."""
        found = super().search(items, word)
        authors = list(Author.objects.named(word).values_list("pk", flat=True))
        if not authors:
            return found
        # As one set of keys: with an OR the server would read every article.
        written = Byline.objects.filter(author__in=authors).order_by()
        by_text = super().search(Article.objects.order_by(), word)
        return items.filter(pk__in=by_text.values("pk").union(written.values("article")))


@admin.register(Author)
class AuthorAdmin(KeptWhileUsed, LanguagesAdmin):
    fieldsets = (
        *language_fieldsets("name", "affiliation"),
        (_("About the author"), {"fields": ["slug", "user"]}),
    )
    autocomplete_fields = ("user",)
    list_display = ("name", "affiliation", "article_count")
    search_fields = (*languages.columns("name"), "affiliation_en")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_count=count_rows(Byline.objects, "author"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, author):
        return author.article_count

    def used_in(self, author):
        return list(author.articles.without_bodies())
