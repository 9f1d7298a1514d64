"""The participants of an event: a page to look at them, to change many at once, and to take some away."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext

from events.admin.participants.changes import action_choices, apply, known_action, save_in_place
from events.admin.participants.list import ParticipantList
from events.choices import Answer, PresenceMode
from events.models import Event
from publishing.keys import keys_in

MAX_NAMES = 100


class ParticipantsAdmin(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(self.participants_view)
        page = path("<int:pk>/participants/", view, name="events_event_participants")
        return [page, *super().get_urls()]

    def event_of(self, request, pk) -> Event:
        """The event on whose participants this person works; whoever may only read an event may not."""
        event = get_object_or_404(Event, pk=pk)
        if not request.user.has_perm("events.change_event") or event.trashed_at:
            raise PermissionDenied
        return event

    def page(self, request, template, event, title, **context):
        """A page about an event beside its form."""
        context |= self.admin_site.each_context(request) | {
            "opts": self.opts,
            "event": event,
            "title": title,
            "subtitle": str(event),
        }
        return TemplateResponse(request, f"admin/events/{template}.html", context)

    def participants_view(self, request, pk):
        event = self.event_of(request, pk)
        if request.method == "POST":
            return self._change(request, event)
        people = ParticipantList(event, request.GET)
        return self.page(
            request,
            "participants",
            event,
            gettext("Participants"),
            people=people,
            total=event.participations.count(),
            actions=action_choices(),
            modes=PresenceMode.choices,
            answers=Answer.choices,
        )

    def _change(self, request, event):
        """Every button saves what was changed in the rows; “Apply” then deals with the chosen ones."""
        if "removing" in request.POST:
            return self._remove(request, event)
        saved = save_in_place(event.participations.all(), request.POST)
        if saved.rows:
            count = len(saved.rows)
            sentence = ngettext("%(count)s participant saved.", "%(count)s participants saved.", count)
            self._done(request, event, sentence % {"count": count})
        for refusal in saved.refusals:
            self.message_user(request, refusal, messages.WARNING)
        if "apply" in request.POST:
            return self._act(request, event)
        if not saved.rows and not saved.refusals:
            self.message_user(request, gettext("Nothing was changed, so nothing was saved."), messages.INFO)
        return redirect(request.get_full_path())

    def _act(self, request, event):
        action, chosen = request.POST.get("action", ""), self._chosen(request, event)
        if not known_action(action):
            self.message_user(request, gettext("Choose what to do with the participants."), messages.WARNING)
        elif chosen is None:
            sentence = gettext(
                "The list has changed since you opened it, so nothing was done to all of it. "
                "Please look at it and try again."
            )
            self.message_user(request, sentence, messages.WARNING)
        elif not chosen.exists():
            self.message_user(request, gettext("Tick the participants first."), messages.WARNING)
        elif action == "remove":
            return self._ask_before_removing(request, event, chosen)
        else:
            with transaction.atomic():
                self._done(request, event, apply(action, chosen))
        return redirect(request.get_full_path())

    def _chosen(self, request, event):
        """The ticked participants, or all that the page's filters find; None if those are others by now."""
        if request.POST.get("scope") != "all":
            return event.participations.filter(pk__in=keys_in(request.POST.getlist("ticked")))
        found = ParticipantList(event, request.GET).found
        return found if str(found.count()) == request.POST.get("found") else None

    def _ask_before_removing(self, request, event, chosen):
        shown = list(chosen.in_order().for_lists().prefetch_related("roles__session"))
        return self.page(
            request,
            "participants_remove",
            event,
            gettext("Remove participants"),
            shown=shown[:MAX_NAMES],
            more=max(0, len(shown) - MAX_NAMES),
            count=len(shown),
            removing=",".join(str(each.pk) for each in shown),
        )

    def _remove(self, request, event):
        keys = keys_in(request.POST["removing"].split(","))
        _total, deleted = event.participations.filter(pk__in=keys).delete()
        count = deleted.get("events.Participation", 0)
        sentence = ngettext(
            "%(count)s participant removed from the event.",
            "%(count)s participants removed from the event.",
            count,
        )
        self._done(request, event, sentence % {"count": count})
        return redirect("admin:events_event_participants", event.pk)

    def _done(self, request, event, sentence):
        self.log_change(request, event, sentence)
        self.message_user(request, sentence, messages.SUCCESS)


def participants_page(event) -> str:
    return reverse("admin:events_event_participants", args=[event.pk])
