"""What pages of the administration of events have in common."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from events.models import Event
from publishing.admin.pages import AdminPage


class EventPage(AdminPage):
    """A page beside the form of an event, which `get` and `post` find as `self.event`.

    Whoever may only read an event may not enter, and nobody while it is in the trash.
    """

    permission_required = "events.change_event"
    event: Event

    def dispatch(self, request, pk, **keys):
        self.event = get_object_or_404(Event, pk=pk)
        return super().dispatch(request, **keys)

    def has_permission(self):
        return super().has_permission() and not self.event.trashed_at

    def render(self, title, **context):
        return super().render(title, event=self.event, subtitle=str(self.event), **context)


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
