"""Adds several speakers at once, one line each, on one page."""

from django.contrib import messages
from django.db import transaction
from django.forms import Media, Script
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext

from events.admin.pages import EventPage
from events.admin.participants.page import participants_page
from events.admin.participants.speaker_lines import EMPTY_LINES, SpeakerFormSet, save_lines
from publishing.keys import key_in

SCRIPTS = (
    "admin/js/jquery.init.js",  # what opens and closes popups needs it before
    "admin/js/admin/RelatedObjectLookups.js",
    Script("staff/unsaved.js", type="module"),
)


class SpeakersPage(EventPage):
    path = "<int:pk>/speakers/"
    name = "events_event_speakers"
    template = "admin/events/speakers.html"

    def get(self, request):
        session = self.event.sessions.filter(pk=key_in(request.GET.get("session"))).first()
        initial = [{"session": session.pk}] * EMPTY_LINES if session else None
        return self._page(SpeakerFormSet(event=self.event, initial=initial))

    def post(self, request):
        if "more" in request.POST:
            lines = SpeakerFormSet(_with_more(request.POST), event=self.event)
            lines.hide_errors()
            return self._page(lines)
        lines = SpeakerFormSet(request.POST, event=self.event)
        return self._save(lines) if lines.is_valid() else self._page(lines)

    def _page(self, lines):
        return self.render(
            gettext("Add speakers"),
            lines=lines,
            media=lines.media + Media(js=SCRIPTS),
            people_page=participants_page(self.event),
        )

    def _save(self, lines):
        with transaction.atomic():
            added, joined = save_lines(self.event, lines)
        if not added and not joined:
            self.message(gettext("Fill in at least one line."), messages.WARNING)
            return redirect(self.request.get_full_path())
        if added:
            sentence = ngettext(
                "%(names)s is now a participant of the event.",
                "%(count)s people are now participants of the event: %(names)s.",
                len(added),
            ) % {"count": len(added), "names": ", ".join(added)}
            self.message(sentence, messages.SUCCESS)
        if joined:
            sentence = gettext(
                "Already participants, so the roles were added to what is known about them: %(names)s."
            ) % {"names": ", ".join(joined)}
            self.message(sentence, messages.SUCCESS)
        count = len(added + joined)
        # Without names: the history of an event is open to staff who may not see its participants.
        sentence = ngettext("%(count)s participant saved.", "%(count)s participants saved.", count)
        self.log_change(self.event, sentence % {"count": count})
        return redirect(participants_page(self.event))


def _with_more(data):
    data = data.copy()
    count = key_in(data.get("form-TOTAL_FORMS")) or 0
    data["form-TOTAL_FORMS"] = str(count + EMPTY_LINES)
    return data
