"""The participants of an event: a page to view them, change many at once, and remove some."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from events.admin.pages import EventPage
from events.admin.participants.changes import action_choices, apply, known_action, save_in_place
from events.admin.participants.list import ParticipantList
from events.choices import Answer, PresenceMode
from publishing.keys import keys_in

MAX_NAMES = 100


class ParticipantsPage(EventPage):
    path = "<int:pk>/participants/"
    name = "events_event_participants"
    template = "admin/events/participants.html"

    def get(self, request):
        return self.render(
            gettext("Participants"),
            people=ParticipantList(self.event, request.GET),
            total=self.event.participations.count(),
            actions=action_choices(),
            modes=PresenceMode.choices,
            answers=Answer.choices,
        )

    def post(self, request):
        """Every button saves the changes in the rows; “Apply” then acts on the selected ones."""
        if "removing" in request.POST:
            return self._remove()
        saved = save_in_place(self.event.participations.all(), request.POST)
        if saved.rows:
            count = len(saved.rows)
            sentence = ngettext("%(count)s participant saved.", "%(count)s participants saved.", count)
            self._done(sentence % {"count": count})
        for refusal in saved.refusals:
            self.message(refusal, messages.WARNING)
        if "apply" in request.POST:
            return self._act()
        if not saved.rows and not saved.refusals:
            self.message(gettext("Nothing was changed, so nothing was saved."))
        return redirect(request.get_full_path())

    def _act(self):
        action, chosen = self.request.POST.get("action", ""), self._chosen()
        if not known_action(action):
            self.message(gettext("Select what to do with the participants."), messages.WARNING)
        elif chosen is None:
            sentence = gettext(
                "The list has changed since you opened it, so nothing was done to the whole of it. "
                "Please check it and try again."
            )
            self.message(sentence, messages.WARNING)
        elif not chosen.exists():
            self.message(gettext("Tick the participants first."), messages.WARNING)
        elif action == "remove":
            return self._ask_before_removing(chosen)
        else:
            with transaction.atomic():
                self._done(apply(action, chosen))
        return redirect(self.request.get_full_path())

    def _chosen(self):
        """The ticked participants, or all that match the page's filters; None if those have changed in the
        meantime.
        """
        posted = self.request.POST
        if posted.get("scope") != "all":
            return self.event.participations.filter(pk__in=keys_in(posted.getlist("ticked")))
        found = ParticipantList(self.event, self.request.GET).found
        return found if str(found.count()) == posted.get("found") else None

    def _ask_before_removing(self, chosen):
        shown = list(chosen.in_order().for_lists().prefetch_related("roles__session"))
        return self.render(
            gettext("Remove participants"),
            template="admin/events/participants_remove.html",
            shown=shown[:MAX_NAMES],
            more=max(0, len(shown) - MAX_NAMES),
            count=len(shown),
            removing=",".join(str(each.pk) for each in shown),
        )

    def _remove(self):
        keys = keys_in(self.request.POST["removing"].split(","))
        _total, deleted = self.event.participations.filter(pk__in=keys).delete()
        count = deleted.get("events.Participation", 0)
        sentence = ngettext(
            "%(count)s participant removed from the event.",
            "%(count)s participants removed from the event.",
            count,
        )
        self._done(sentence % {"count": count})
        return redirect(participants_page(self.event))

    def _done(self, sentence):
        self.log_change(self.event, sentence)
        self.message(sentence, messages.SUCCESS)


def participants_page(event) -> str:
    return reverse("admin:events_event_participants", args=[event.pk])
