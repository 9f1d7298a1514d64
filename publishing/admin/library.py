"""The picture library as the chooser reads it, and the rule that what is used stays."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

PAGE_SIZE = 24


def link_to(item):
    """A link to the item's page in the admin, for items that have one."""
    label = f"{capfirst(item._meta.verbose_name)}: {item}"
    try:
        url = reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])
    except NoReverseMatch:
        return label
    return format_html('<a href="{}">{}</a>', url, label)


class KeptWhileUsed(admin.ModelAdmin):
    """For a model with `used_in()`: shows where a thing is used, and refuses to delete it from under that."""

    @admin.display(description=_("Where used"))
    def where_used(self, thing):
        used = thing.used_in() if thing.pk else []
        if not used:
            return gettext("Nowhere yet.")
        return format_html_join("", "<div>{}</div>", ((link_to(item),) for item in used))

    def delete_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, unquote(object_id))
        if thing and self.has_delete_permission(request, thing) and (used := thing.used_in()):
            self.message_user(
                request,
                format_html(
                    "{} {}",
                    gettext("“%(thing)s” can’t be deleted while it is used. Take it out there first:")
                    % {"thing": thing},
                    format_html_join(", ", "{}", ((link_to(item),) for item in used)),
                ),
                messages.ERROR,
            )
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", thing.pk)
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        listed, counts, needed, protected = super().get_deleted_objects(objs, request)
        users = dict.fromkeys(item for thing in objs for item in thing.used_in())
        return listed, counts, needed, [link_to(item) for item in users] if users else protected

    def delete_queryset(self, request, queryset):
        for thing in queryset:
            thing.delete()


def record(picture) -> dict:
    """What the chooser shows of a picture and puts into a text; texts by the code of their language."""

    def texts(name):
        return {
            code: getattr(picture, build_localized_fieldname(name, code)) or ""
            for code, _label in settings.LANGUAGES
        }

    return {
        "id": picture.pk,
        "title": picture.title,
        "decorative": picture.is_decorative,
        "alt": texts("alt_text"),
        "caption": texts("caption"),
        "thumbnail": picture.thumbnail_url,
        "src": picture.url(),
        "width": picture.width,
        "height": picture.height,
    }


class LibraryView:
    """Adds to the pictures' admin the pages of the library as JSON, for staff who may see pictures."""

    def library_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        found, _duplicates = self.get_search_results(
            request, self.model.objects.order_by("-created_at", "-pk"), request.GET.get("q", "")
        )
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        response = JsonResponse(
            {
                "pictures": [record(picture) for picture in page],
                "next": page.next_page_number() if page.has_next() else None,
            }
        )
        response.headers["Cache-Control"] = "no-store"
        return response
