"""The picture library as the chooser reads it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import JsonResponse
from modeltranslation.utils import build_localized_fieldname

PAGE_SIZE = 24


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
