"""The inquiry desk: the inbox, and one inquiry with its thread."""

from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from contacts import retention
from contacts.admin.access import HeldWhileChanged
from contacts.admin.answer import AnswerPages
from contacts.admin.filters import AddressSearch, AssigneeFilter, DueFilter, StateFilter
from contacts.admin.forms import InquiryForm
from contacts.admin.spam import SpamTray
from contacts.admin.statistics import FiguresPage
from contacts.admin.thread import thread
from contacts.inquiries import answering, workflow
from contacts.models import Inquiry, Message, Note
from contacts.states import WITH_STAFF, State

# The buttons of a state, the likeliest first.
_CLOSE = (State.CLOSED, pgettext_lazy("button", "Close"))
_OPEN = (State.OPEN, pgettext_lazy("button", "Open"))
_REOPEN = (State.OPEN, pgettext_lazy("button", "Open again"))
_WAIT = (State.WAITING, pgettext_lazy("button", "Wait for the sender"))
_ANSWERED = (State.ANSWERED, pgettext_lazy("button", "Mark as answered"))
_SPAM = (State.SPAM, pgettext_lazy("button", "Spam"))
MOVES = {
    State.NEW: [_OPEN, _WAIT, _ANSWERED, _CLOSE, _SPAM],
    State.OPEN: [_WAIT, _ANSWERED, _CLOSE, _SPAM],
    State.WAITING: [_OPEN, _ANSWERED, _CLOSE, _SPAM],
    State.ANSWERED: [_CLOSE, _WAIT, _REOPEN, _SPAM],
    State.CLOSED: [_REOPEN, _SPAM],
    State.SPAM: [(State.NEW, pgettext_lazy("button", "Not spam"))],
}


@admin.register(Inquiry)
class InquiryAdmin(AddressSearch, SpamTray, AnswerPages, FiguresPage, HeldWhileChanged):
    """The desk of inquiry officers: they read, answer by mail and move an inquiry through its states."""

    form = InquiryForm
    change_list_template = "admin/contacts/inquiry/change_list.html"
    change_form_template = "admin/contacts/inquiry/change_form.html"
    list_display = ["sender", "stage", "sort", "who"]
    list_filter = [StateFilter, AssigneeFilter, DueFilter, "kind", "topic", "language", "received_at"]
    list_select_related = ["assignee", "team", "topic"]
    list_per_page = 50
    search_fields = [
        *("reference", "name", "email", "organisation", "country", "message", "about_words"),
        "messages__body",
    ]
    actions = ["assign_to_me", "mark_open", "mark_closed", "mark_spam", "mark_not_spam"]
    fieldsets = [(None, {"fields": ["assignee", "team", "due_at", "kind", "topic"]})]

    class Media:
        css = {"all": ["staff/desk.css", "staff/inquiry.css", "staff/thread.css"]}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Files and mails would stay behind; erasing takes them along, and the figures keep the count."""
        return False

    def get_ordering(self, request):
        return Inquiry.objects.most_urgent_first().query.order_by

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.is_relation and field:
            widget = field.widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_view_related = widget.can_delete_related = False
        if db_field.name == "assignee":
            field.empty_label = gettext("Nobody")
        return field

    # The inbox

    def changelist_view(self, request, extra_context=None):
        waiting = self.get_queryset(request).waiting_for_staff().count()
        subtitle = ngettext("%d inquiry waits for an answer", "%d inquiries wait for an answer", waiting)
        titles = {"title": gettext("Inquiries"), "subtitle": subtitle % waiting}
        response = super().changelist_view(request, {**titles, **(extra_context or {})})
        if changelist := getattr(response, "context_data", {}).get("cl"):
            response.context_data["has_figures"] = self.sees_all(request)
            response.context_data["tabs"] = list(self.tabs(request, changelist))
        return response

    def tabs(self, request, changelist):
        """Each state with the number of its inquiries among those that the other filters leave."""
        chosen = changelist.get_queryset(request, exclude_parameters=["state"])
        counts = dict(chosen.order_by().values_list("state").annotate(Count("pk", distinct=True)))
        everything = sum(count for state, count in counts.items() if state != State.SPAM)
        now = request.GET.get("state")
        yield {
            "label": gettext("All but spam"),
            "count": everything,
            "query": changelist.get_query_string(remove=["state", "p"]),
            "is_chosen": now not in State.values,
        }
        for state in State:
            yield {
                "label": state.label,
                "count": counts.get(state, 0),
                "query": changelist.get_query_string({"state": state.value}, remove=["p"]),
                "is_chosen": now == state,
            }

    @admin.display(description=_("Sender"), ordering="name")
    def sender(self, inquiry):
        return format_html(
            '<span class="desk-name" dir="auto">{}</span>'
            '<span class="quiet desk-reference">{} · {}</span>'
            '<span class="desk-words" dir="auto">{}</span>',
            inquiry.name or gettext("(erased)"),
            inquiry.reference,
            _day(inquiry.received_at),
            Truncator(" ".join(inquiry.message.split())).chars(110),
        )

    @admin.display(description=_("State, answer due"), ordering="due_at")
    def stage(self, inquiry):
        below = inquiry.get_spam_reason_display()
        if inquiry.is_overdue:
            below = format_html(
                '<strong class="desk-overdue">{}</strong> {}', gettext("Overdue"), _day(inquiry.due_at)
            )
        elif inquiry.state in WITH_STAFF and inquiry.due_at:
            below = format_html("{} {}", gettext("Due"), _day(inquiry.due_at))
        return format_html(
            '<span class="stage desk-{}">{}</span><span class="quiet desk-due">{}</span>',
            inquiry.state,
            inquiry.get_state_display(),
            below,
        )

    @admin.display(description=_("Kind, topic"), ordering="kind")
    def sort(self, inquiry):
        details = [str(inquiry.topic)] if inquiry.topic else []
        return format_html(
            '{}<span class="quiet desk-topic">{}</span>',
            inquiry.get_kind_display(),
            " · ".join([*details, inquiry.get_language_display()]),
        )

    @admin.display(description=_("assigned to"), ordering="assignee__username")
    def who(self, inquiry):
        if inquiry.assignee:
            return workflow.name_of(inquiry.assignee)
        return inquiry.team or "–"

    @admin.action(description=_("Assign to me"), permissions=["change"])
    def assign_to_me(self, request, inquiries):
        self._report(request, [workflow.assign(inquiry, request.user, request.user) for inquiry in inquiries])

    @admin.action(description=_("Open"), permissions=["change"])
    def mark_open(self, request, inquiries):
        self.move_all(request, inquiries.exclude(state=State.SPAM), State.OPEN)

    @admin.action(description=_("Close"), permissions=["change"])
    def mark_closed(self, request, inquiries):
        self.move_all(request, inquiries.exclude(state=State.SPAM), State.CLOSED)

    @admin.action(description=_("Put aside as spam"), permissions=["change"])
    def mark_spam(self, request, inquiries):
        self.move_all(request, inquiries, State.SPAM)

    @admin.action(description=_("Not spam: bring back"), permissions=["change"])
    def mark_not_spam(self, request, inquiries):
        self.move_all(request, inquiries.filter(state=State.SPAM), State.NEW)

    def move_all(self, request, inquiries, state):
        self._report(request, [workflow.move(inquiry, state, request.user) for inquiry in inquiries])

    def _report(self, request, changes):
        text = ngettext("%d inquiry was changed.", "%d inquiries were changed.", sum(changes))
        self.message_user(request, text % sum(changes))

    # One inquiry

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        retention.note_look(request.user, obj)
        may_change = self.has_change_permission(request, obj)
        others = self.get_queryset(request).by_sender(obj.email).exclude(pk=obj.pk)
        about = obj.about
        extra = {
            "title": obj.reference,
            "subtitle": None,
            "inquiry": obj,
            "stored": Inquiry.objects.select_related("assignee", "team", "topic").get(pk=obj.pk),
            "thread": thread(obj),
            "others": list(others.order_by("-received_at", "-pk")[:20]),
            "about_url": about.get_absolute_url() if hasattr(about, "get_absolute_url") else "",
            "moves": MOVES[State(obj.state)] if may_change else [],
            "may_change": may_change,
            "may_note": may_change and request.user.has_perm("contacts.add_note"),
            "may_answer": self.may_answer(request) and not answering.why_not(obj),
            "may_send_again": request.user.has_perm("contacts.change_mail"),
        }
        return super().render_change_form(request, context | extra, *args, obj=obj, **kwargs)

    def construct_change_message(self, request, form, formsets, add=False):
        return form.words_for(form.changed_fields, form.cleaned_data)

    def log_change(self, request, obj, message):
        """A note or a new state writes its own line into the thread."""
        return super().log_change(request, obj, message) if message else None

    def save_model(self, request, obj, form, change):
        changed = form.changed_fields
        if changed:
            obj.save(update_fields=changed)
        if kept := [name for name in form.changed_meanwhile if name not in changed]:
            text = gettext("A colleague has changed meanwhile, and it is kept: %s.")
            self.message_user(request, text % form.words_for(kept, form.initial), messages.WARNING)
        obj.refresh_from_db()
        if {"assignee", "team"} & set(changed) and (obj.assignee or obj.team):
            workflow.tell(obj, request.user)
        if (note := form.cleaned_data["note"]) and request.user.has_perm("contacts.add_note"):
            Note.objects.create(inquiry=obj, author=request.user, text=note)
        if form.new_state:
            workflow.move(obj, form.new_state, request.user)

    def response_change(self, request, obj):
        if (key := request.POST.get("_again", "")).isdecimal() and request.user.has_perm(
            "contacts.change_mail"
        ):
            message = Message.objects.filter(inquiry=obj, pk=key).first()
            if message and answering.send_again(message):
                self.message_user(request, gettext("The mail is sent again."))
        elif request.POST.get("_move"):
            state = {"reference": obj.reference, "state": obj.get_state_display()}
            self.message_user(request, gettext("%(reference)s is now: %(state)s.") % state)
        else:
            self.message_user(request, gettext("It is saved."), messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())


def _day(moment):
    local = timezone.localtime(moment)
    form = "j M" if local.year == timezone.localdate().year else "j M Y"
    return format_html(
        '<span class="date" title="{}">{}</span>',
        date_format(local, "DATETIME_FORMAT"),
        date_format(local, form),
    )
