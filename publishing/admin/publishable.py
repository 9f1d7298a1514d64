"""The admin of publishable items, built from these parts; each app lists which of them it uses."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters, admin_urlname
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_permission_codename
from django.db import models
from django.forms import Script
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from publishing import languages
from publishing.admin.columns import PublishableColumns, moment, name_of, stage_badge
from publishing.admin.deleting.trash import TrashAdmin
from publishing.admin.forms import PublishableForm
from publishing.admin.languages import LanguagesAdmin, language_fieldsets
from publishing.admin.moments import MomentField, MomentInput, clock
from publishing.admin.preview import PreviewAdmin, is_preview
from publishing.admin.rows import PictureFields
from publishing.admin.topics import TopicsField
from publishing.admin.widgets import RichTextWidget, TopicsInput
from publishing.admin.workflow import buttons, saved_sentence
from publishing.models import Stage, State
from publishing.models.publishable import SHORT_TEXTS, TEXTS
from publishing.richtext import RichTextField
from publishing.statements.pages import DeepPaginator

TEXT_FIELDSETS = language_fieldsets(*TEXTS)
PUBLISHING_FIELDSET = (
    _("Publishing"),
    {"fields": [("publish_at", "unpublish_at"), "slug"], "description": clock()},
)


class PublishableChangeList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        items = super().get_queryset(request, exclude_parameters).without_bodies()
        if not self.query:
            # Django reads all rows for the years that its list offers; of a search, there are few.
            items.datetimes = partial(_first_moments, items)
        return items


def _first_moments(items, moment, kind):
    """As `datetimes()`: of each year, month or day in this column."""
    if kind != "year":
        return type(items).datetimes(items, moment, kind)
    zone = timezone.get_current_timezone()
    return [datetime(year, 1, 1, tzinfo=zone) for year in reversed(items.years_in(moment))]


class PublishableAdmin(PublishableColumns, PictureFields, PreviewAdmin, TrashAdmin, LanguagesAdmin):
    """Provides state buttons, detection of simultaneous edits, preview and trash. A subclass names its
    `preview_url`; and `searched_texts`, if a search reads others than titles and summaries.
    """

    searched_texts: tuple[str, ...] = SHORT_TEXTS
    search_fields = SHORT_TEXTS  # for Django to offer a search; what it reads is `searched_texts`

    form = PublishableForm
    change_form_template = "admin/publishing/publishable_change_form.html"
    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
        RichTextField: {"widget": RichTextWidget},
        TaggableManager: {"form_class": TopicsField, "widget": TopicsInput},
    }
    view_on_site = False
    paginator = DeepPaginator

    class Media:
        css = {"all": ["staff/publishable.css"]}
        js = [Script("staff/publishable.js", type="module")]

    def may_publish(self, request) -> bool:
        publish = get_permission_codename("publish", self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{publish}")

    def may_trash(self, request, item):
        allowed = super().may_trash(request, item)
        return allowed and (item.state != State.PUBLISHED or self.may_publish(request))

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        # What is sent goes to the form, which refuses with a sentence and keeps what was typed.
        if obj is None or request.method == "POST":
            return allowed
        return allowed and obj.trashed_at is None and self.may_trash(request, obj)

    def get_search_results(self, request, queryset, search_term):
        for word in _words_of(search_term):
            queryset = self.search(queryset, word)
        return queryset, False

    def search(self, items, word: str):
        """Those of the items that a search for one word finds."""
        return items.containing(word, *self.searched_texts)

    def get_changelist(self, request, **kwargs):
        return PublishableChangeList

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj and not self.has_change_permission(request, obj):
            # Who may only read needs no help with writing.
            kwargs["help_texts"] = {field.name: "" for field in self.opts.get_fields()}
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.may_publish = self.may_publish(request)
        form.may_add_topics = request.user.has_perm("publishing.add_topic")
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj and not self.has_change_permission(request, obj):
            # Who may only read sees the texts in the preview, not as HTML.
            return [fieldset for fieldset in fieldsets if "language" not in fieldset[1].get("classes", ())]
        return [_with_age(fieldset, obj) for fieldset in fieldsets]

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None, **kwargs):
        found = super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)
        if obj and not self.has_change_permission(request, obj):
            return [inline for inline in found if inline.formset.initial_form_count()]
        return found

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if codes := form.confirmed_translations():
            form.instance.confirm_translations(codes)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # A refused form has already written its values to `obj`.
        stored = (
            self.model._base_manager.select_related("updated_by").filter(pk=obj.pk).first() if obj else None
        )
        if hasattr(context["media"], "with_nonce"):
            context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        context |= {
            "stored": stored,
            "stage": stage_badge(stored) if stored else "",
            "stage_line": self.stage_line(stored) if stored else "",
            "address": self.address_of(stored) if stored else "",
            "previews": self.previews(stored) if stored else [],
            "cards": self.cards(stored) if stored else [],
            "buttons": self.form_buttons(request, stored),
            "may_trash": bool(stored) and self.may_trash(request, stored),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def form_buttons(self, request, stored):
        """`stored` is the item as it is in the database, None for a new one."""
        return buttons(stored.stage if stored else Stage.DRAFT, self.may_publish(request))

    def stage_line(self, item) -> str:
        """Who last changed the item, and when visitors can see it."""
        parts = []
        if item.state == State.PUBLISHED:
            parts.append(gettext("Publication: %(time)s.") % {"time": moment(item.publish_at)})
        if item.unpublish_at:
            parts.append(gettext("Taken down: %(time)s.") % {"time": moment(item.unpublish_at)})
        words = {"time": moment(item.updated_at)}
        if item.updated_by:
            words["name"] = name_of(item.updated_by)
            parts.append(gettext("Last changed by %(name)s, %(time)s.") % words)
        else:
            parts.append(gettext("Last changed %(time)s.") % words)
        return " ".join(parts)

    def address_of(self, item):
        """Of the page in the user's language, or in English if there is no translation."""
        code = languages.current()
        with translation.override(code if code in item.languages else languages.ENGLISH):
            return item.get_absolute_url()

    def previews(self, item):
        """Label and address of the preview in each language that the item exists in."""
        found = []
        for code, label in languages.NAMES.items():
            if code in item.languages:
                with translation.override(code):
                    found.append((code, label, self.preview_url(item)))
        return found

    def cards(self, item):
        """What other sites show beside a link to the item, in each language: its name and the address."""
        found = []
        for code, label in languages.NAMES.items():
            if code in item.languages:
                with translation.override(code):
                    picture = item.lead_picture
                    found.append((label, picture.card_url if picture else item.card.address))
        return found[:1] if item.lead_picture else found

    def response_add(self, request, obj, post_url_continue=None):
        return self._stay(request, obj)

    def response_change(self, request, obj):
        return self._stay(request, obj)

    def _stay(self, request, item):
        if is_preview(request):
            return self.unsaved_page(request, item)
        link = (self.address_of(item), gettext("View on site")) if item.is_published else None
        self.message_user(
            request,
            format_html('{} <a href="{}">{}</a>', saved_sentence(item), *link)
            if link
            else saved_sentence(item),
            messages.SUCCESS,
        )
        if item.state == State.PUBLISHED and not item.summary_en:
            self.message_user(
                request,
                gettext("There is no summary. Lists and shared links are better with one."),
                messages.WARNING,
            )
        address = reverse(admin_urlname(self.opts, "change"), args=[item.pk])
        filters = self.get_preserved_filters(request)
        return redirect(add_preserved_filters({"preserved_filters": filters, "opts": self.opts}, address))


def _words_of(text: str) -> list[str]:
    """What a search is for; words in quotation marks are one, as in Django's own lists."""
    words = list(smart_split(text))
    return [
        unescape_string_literal(word) if word[0] in "\"'" and word[0] == word[-1] else word for word in words
    ]


def _with_age(fieldset, item):
    """The fieldset of a language, marked if its translation is outdated."""
    name, options = fieldset
    for code in languages.OTHERS:
        if item and code in item.outdated_languages and f"language-{code}" in options.get("classes", ()):
            return name, options | {
                "classes": [*options["classes"], "outdated"],
                "description": gettext("The English text changed after this translation was made."),
                "fields": [*options["fields"], languages.column("is_current", code)],
            }
    return fieldset
