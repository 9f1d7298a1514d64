"""Several speakers at once: a line for each, on one page."""

from django.contrib import admin, messages
from django.db import transaction
from django.forms import Media, Script
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext, ngettext

from events.admin.participants.page import participants_page
from events.admin.participants.speaker_lines import EMPTY_LINES, SpeakerFormSet, save_lines
from publishing.keys import key_in

SCRIPTS = (
    "admin/js/jquery.init.js",  # what opens and closes popups needs it before
    "admin/js/admin/RelatedObjectLookups.js",
    Script("staff/unsaved.js", type="module"),
)


class SpeakersAdmin(admin.ModelAdmin):
    """Beside `ParticipantsAdmin`, which has the page's frame."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.speakers_view)
        page = path("<int:pk>/speakers/", view, name="events_event_speakers")
        return [page, *super().get_urls()]

    def speakers_view(self, request, pk):
        event = self.event_of(request, pk)
        session = event.sessions.filter(pk=key_in(request.GET.get("session"))).first()
        initial = [{"session": session.pk}] * EMPTY_LINES if session else None
        if request.method != "POST":
            lines = SpeakerFormSet(event=event, initial=initial)
        elif "more" in request.POST:
            lines = SpeakerFormSet(_with_more(request.POST), event=event)
            lines.hide_errors()
        else:
            lines = SpeakerFormSet(request.POST, event=event)
            if lines.is_valid():
                return self._save(request, event, lines)
        return self.page(
            request,
            "speakers",
            event,
            gettext("Add speakers"),
            lines=lines,
            media=lines.media + Media(js=SCRIPTS),
            people_page=participants_page(event),
        )

    def _save(self, request, event, lines):
        with transaction.atomic():
            added, joined = save_lines(event, lines)
        if not added and not joined:
            self.message_user(request, gettext("No line was filled in."), messages.WARNING)
            return redirect(request.get_full_path())
        if added:
            sentence = ngettext(
                "%(names)s is a participant of the event now.",
                "%(count)s people are participants of the event now: %(names)s.",
                len(added),
            ) % {"count": len(added), "names": ", ".join(added)}
            self.message_user(request, sentence, messages.SUCCESS)
        if joined:
            sentence = gettext(
                "Already participants, so the roles were added to what is known of them: %(names)s."
            ) % {"names": ", ".join(joined)}
            self.message_user(request, sentence, messages.SUCCESS)
        count = len(added + joined)
        # Without names: the history of an event is open to staff who may not see its participants.
        sentence = ngettext("%(count)s participant saved.", "%(count)s participants saved.", count)
        self.log_change(request, event, sentence % {"count": count})
        return redirect(participants_page(event))


def _with_more(data):
    data = data.copy()
    count = key_in(data.get("form-TOTAL_FORMS")) or 0
    data["form-TOTAL_FORMS"] = str(count + EMPTY_LINES)
    return data
