from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.admin.naming import NamesPeople
from history.admin import PublishableHistoryAdmin
from news.importers.naming import named_in
from news.models import Article, Attachment, Author, Byline, GalleryPicture, Source
from publishing import languages
from publishing.admin.columns import LIST_DISPLAY
from publishing.admin.deleting.guard import KeptWhileUsed
from publishing.admin.filters import LIST_FILTER
from publishing.admin.languages import LanguagesAdmin, language_fieldsets
from publishing.admin.pages import AdminPage, PagesAdmin
from publishing.admin.publishable import (
    PUBLISHING_FIELDSET,
    TEXT_FIELDSETS,
)
from publishing.admin.rows import PartInline
from publishing.keys import key_in
from publishing.querysets import count_rows

# What an article is about and whom it names: its fields, and those of `Named`.
NAMED = ("events", "people", "organisations", "countries")
NAMES = "names"  # a class of their fieldset


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


class NamesForm(forms.Form):
    """Of what the text names, what the article is not linked to yet; all of it is ticked."""

    def __init__(self, *args, article, named, **kwargs):
        super().__init__(*args, **kwargs)
        self.article = article
        for name in NAMED:
            linked = set(getattr(article, name).values_list("pk", flat=True))
            found = [each.pk for each in getattr(named, name) if each.pk not in linked]
            if found:
                field = Article._meta.get_field(name)
                self.fields[name] = forms.ModelMultipleChoiceField(
                    field.related_model.objects.filter(pk__in=found),
                    label=field.verbose_name,
                    initial=found,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )

    @transaction.atomic
    def save(self, user) -> list:
        chosen = [each for name in self.fields for each in self.cleaned_data[name]]
        if chosen:
            for name in self.fields:
                getattr(self.article, name).add(*self.cleaned_data[name])
            # A form that was opened before would take these links away again: so it is told of a change.
            self.article.updated_by = user
            self.article.save(update_fields=["updated_by"])
        return chosen


class NamesPage(AdminPage):
    """What the text of an article names, offered as links."""

    path = "<int:pk>/names/"
    name = "%(app_label)s_%(model_name)s_names"
    template = "admin/news/names.html"
    permission_required = "news.change_article"

    def dispatch(self, request, pk):
        self.article = get_object_or_404(Article, pk=pk)
        self.named = named_in(self.article)
        return super().dispatch(request)

    def has_permission(self):
        """As for the form of the article: whoever may not take it down may not change what readers see."""
        may_change = super().has_permission() and not self.article.trashed_at
        return may_change and self.model_admin.may_trash(self.request, self.article)

    def get(self, request):
        return self._page(NamesForm(article=self.article, named=self.named))

    def post(self, request):
        form = NamesForm(request.POST, article=self.article, named=self.named)
        if not form.is_valid():
            return self._page(form)
        if chosen := form.save(request.user):
            self.log_change(
                self.article, gettext("Linked to: %(names)s.") % {"names": ", ".join(map(str, chosen))}
            )
            sentence = ngettext("%(count)s link was added.", "%(count)s links were added.", len(chosen))
            self.message(sentence % {"count": len(chosen)}, messages.SUCCESS)
        return redirect("admin:news_article_change", self.article.pk)

    def _page(self, form):
        title = gettext("Who is named")
        return self.render(title, form=form, article=self.article, unclear=self.named.unclear)


@admin.register(Article)
class ArticleAdmin(NamesPeople, PagesAdmin, PublishableHistoryAdmin):
    pages = (NamesPage,)
    named_by = "articles"
    fieldsets = (
        *TEXT_FIELDSETS,
        (_("Picture and topics"), {"fields": ["lead_picture", "topics"]}),
        (_("In this article"), {"fields": [*NAMED, "related"], "classes": [NAMES]}),
        PUBLISHING_FIELDSET,
    )
    inlines = (BylineInline, GalleryInline, AttachmentInline, SourceInline)
    raw_id_fields = ("lead_picture",)
    autocomplete_fields = (*NAMED, "related")
    list_display = LIST_DISPLAY
    list_filter = (*LIST_FILTER, AuthorFilter)
    list_select_related = ("updated_by",)
    list_per_page = 50
    date_hierarchy = "publish_at"

    def preview_url(self, article):
        return reverse("news:preview", args=[article.pk])

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not obj or not self.has_change_permission(request, obj):
            return fieldsets
        address, words = (
            reverse("admin:news_article_names", args=[obj.pk]),
            _("Find in the text who is named…"),
        )
        link = format_html('<a href="{}">{}</a>', address, words)
        return [
            (title, options | {"description": link} if NAMES in options.get("classes", ()) else options)
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        """Records of people hold more than their names: who may not read them can't search among them."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.has_perm("events.view_person") else (*fields, "people")

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
class AuthorAdmin(NamesPeople, KeptWhileUsed, LanguagesAdmin):
    named_by = "author"
    fieldsets = (
        *language_fieldsets("name", "affiliation"),
        (_("About the author"), {"fields": ["slug", "person", "user"]}),
    )
    autocomplete_fields = ("person", "user")
    list_display = ("name", "affiliation", "article_count")
    search_fields = (*languages.columns("name"), "affiliation_en")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_count=count_rows(Byline.objects, "author"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, author):
        return author.article_count

    def used_in(self, author):
        return list(author.articles.without_bodies())
