"""The picture library as JSON for the chooser."""

from django.core.paginator import Paginator
from django.http import JsonResponse

from publishing.admin.pages import AdminPage
from publishing.languages import texts

PAGE_SIZE = 24


def record(picture) -> dict:
    """What the chooser shows of a picture and inserts into a text; texts are keyed by language code."""
    return {
        "id": picture.pk,
        "title": picture.title,
        "decorative": picture.is_decorative,
        "alt": texts(picture, "alt_text"),
        "caption": texts(picture, "caption"),
        "thumbnail": picture.thumbnail_url,
        "src": picture.url(),
        "width": picture.width,
        "height": picture.height,
    }


class LibraryPage(AdminPage):
    """The library as JSON, a page at a time, for staff who may see pictures."""

    path = "library/"
    name = "publishing_picture_library"

    def has_permission(self):
        return self.model_admin.has_view_permission(self.request)

    def get(self, request):
        found, _duplicates = self.model_admin.get_search_results(
            request, self.model_admin.model.objects.order_by("-created_at", "-pk"), request.GET.get("q", "")
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
