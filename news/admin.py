from django.contrib import admin
from django.contrib.admin import RelatedFieldListFilter
from django.db.models import Count, Exists, OuterRef
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
    SEARCH_FIELDS,
    TEXT_FIELDSETS,
    PublishableAdmin,
)
from publishing.admin.rows import PartInline


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


class AuthorFilter(RelatedFieldListFilter):
    """Offers the authors of any article, each found by a first byline."""

    def field_choices(self, field, request, model_admin):
        authors = Author.objects.filter(Exists(Byline.objects.filter(author=OuterRef("pk"))))
        return [(author.pk, str(author)) for author in authors]


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
    list_filter = (*LIST_FILTER, ("authors", AuthorFilter))
    list_select_related = ("updated_by",)
    list_per_page = 50
    search_fields = (
        *SEARCH_FIELDS,
        *languages.columns("authors__name"),
    )
    date_hierarchy = "publish_at"

    def preview_url(self, article):
        return reverse("news:preview", args=[article.pk])


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
        return super().get_queryset(request).annotate(article_count=Count("bylines"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, author):
        return author.article_count

    def used_in(self, author):
        return list(author.articles.without_bodies())
