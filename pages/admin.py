from django import forms
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.admin.naming import NamesPeople
from history.admin import PublishableHistoryAdmin
from pages.models import Institute, Page, PagePerson
from publishing.admin.columns import LIST_DISPLAY
from publishing.admin.filters import StageFilter, TranslationFilter, TrashFilter
from publishing.admin.languages import LanguagesAdmin, language_fieldsets
from publishing.admin.publishable import PUBLISHING_FIELDSET
from publishing.admin.rows import NamedRecords, PartInline
from publishing.languages import columns
from publishing.models.publishable import TEXTS


class PersonInline(NamesPeople, PartInline):
    model = PagePerson
    named_by = "page_entries__page"
    fields = ("person", *columns("position"), "order")
    autocomplete_fields = ("person",)

    class Media:
        css = {"all": ["staff/page-people.css"]}


@admin.register(Page)
class PageAdmin(NamedRecords, PublishableHistoryAdmin):
    fieldsets = (
        *language_fieldsets(*TEXTS, "short_title"),
        (
            _("Place and picture"),
            {"fields": ["parent", ("menu", "order"), "lead_picture", "tells_periods"]},
        ),
        PUBLISHING_FIELDSET,
    )
    inlines = (PersonInline,)
    raw_id_fields = ("lead_picture",)
    list_display = (*LIST_DISPLAY[:1], "parent", "menu", "order", *LIST_DISPLAY[1:])
    list_filter = (StageFilter, TrashFilter, "menu", TranslationFilter)
    list_select_related = ("updated_by", "parent")
    ordering = ("order", "pk")

    def preview_url(self, page):
        return reverse("pages:preview", args=[page.pk])


@admin.register(Institute)
class InstituteAdmin(LanguagesAdmin):
    """There is one record, so the list leads to its form at once."""

    formfield_overrides = {
        models.URLField: {"widget": forms.URLInput(attrs={"size": 60}), "assume_scheme": "https"},
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60})},
    }
    fieldsets = (
        *language_fieldsets("name", "address", "opening_hours"),
        (_("How to reach the institute"), {"fields": ["telephone", "email", "map_url"]}),
        (
            _("On other sites"),
            {"fields": ["wechat", "linkedin", "x", "youtube", "telegram", "facebook"]},
        ),
        (_("Security"), {"fields": ["security_contact"]}),
    )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect(admin_urlname(self.opts, "change"), 1)
