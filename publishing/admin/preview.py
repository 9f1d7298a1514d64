"""Shows what was typed as readers would see it, without saving it."""

from copy import copy
from typing import NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _

from publishing.admin.forms import PREVIEW
from publishing.languages import CODES, ENGLISH
from publishing.models.publishable import Publishable


class Typed(NamedTuple):
    """What a previewed form contains, and the stored item, which is None for a new one."""

    is_changed: bool
    stored: Publishable | None


class PreviewAdmin(admin.ModelAdmin):
    """Saves the form with all its rows, renders the page, and rolls everything back.

    A subclass names its `preview_url`; the view there receives what was `typed`.
    """

    def preview_url(self, item) -> str:
        raise NotImplementedError

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if not is_preview(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            request.stored = self.get_object(request, unquote(object_id)) if object_id else None
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if isinstance(response, TemplateResponse):
                response.render()
            transaction.set_rollback(True)
        for _message in messages.get_messages(request):
            pass  # each tells of something that did not come to stay
        return response

    def save_related(self, request, form, formsets, change):
        request.is_changed = any(part.has_changed() for part in (form, *formsets))
        super().save_related(request, form, formsets, change)

    def render_change_form(self, request, context, *args, **kwargs):
        if not is_preview(request):
            return super().render_change_form(request, context, *args, **kwargs)
        context |= {
            "title": _("There is no preview yet"),
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/publishing/no_preview.html", context)

    def unsaved_page(self, request, item):
        """The response of the view that shows the item, which is in the database only for this moment."""
        code = request.POST[PREVIEW]
        with translation.override(code if code in CODES else ENGLISH):
            shown = copy(request)
            shown.method = "GET"
            shown.GET, shown.POST = QueryDict(), QueryDict()
            shown.path = shown.path_info = self.preview_url(item)
            shown.resolver_match = resolve(shown.path)
            view, _args, words = shown.resolver_match
            page = view(shown, **words, typed=Typed(request.is_changed, request.stored))
            return page.render()  # while its language is active


def is_preview(request) -> bool:
    return request.method == "POST" and PREVIEW in request.POST
