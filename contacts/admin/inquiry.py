"""One inquiry with its thread: what is known of it, and what staff do about it."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext, pgettext_lazy

from contacts import retention
from contacts.admin.answer import AnswerPage, FilePage
from contacts.admin.forms import InquiryForm
from contacts.admin.inbox import Inbox
from contacts.admin.pages import PagesAdmin
from contacts.admin.statistics import FiguresPage
from contacts.admin.thread import thread
from contacts.inquiries import answering, workflow
from contacts.models import Inquiry, Note
from contacts.states import State

# The buttons of a state, the likeliest first.
_CLOSE = (State.CLOSED, pgettext_lazy("button", "Close"))
_OPEN = (State.OPEN, pgettext_lazy("button", "Open"))
_REOPEN = (State.OPEN, pgettext_lazy("button", "Reopen"))
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
class InquiryAdmin(PagesAdmin, Inbox):
    """The inquiry officers' desk: they read, answer by email and move an inquiry through its states."""

    pages = (AnswerPage, FilePage, FiguresPage)
    form = InquiryForm
    change_form_template = "admin/contacts/inquiry/change_form.html"
    fieldsets = ((None, {"fields": ("assignee", "team", "due_at", "kind", "topic")}),)

    class Media:
        css = {"all": ["staff/desk.css", "staff/inquiry.css", "staff/thread.css"]}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Deleting would leave files and emails behind; erasing removes them, and the figures remain."""
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.is_relation and field:
            widget = field.widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_view_related = widget.can_delete_related = False
        if db_field.name == "assignee":
            field.empty_label = gettext("No one")
        return field

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
            "may_send_again": self.may_send_again(request),
        }
        return super().render_change_form(request, context | extra, *args, obj=obj, **kwargs)

    def construct_change_message(self, request, form, formsets, add=False):
        return form.words_for(form.changed_fields, form.cleaned_data)

    def log_change(self, request, obj, message):
        """A note or a new state adds its own entry to the thread."""
        return super().log_change(request, obj, message) if message else None

    def save_model(self, request, obj, form, change):
        changed = form.changed_fields
        if changed:
            obj.save(update_fields=changed)
        if kept := [name for name in form.changed_meanwhile if name not in changed]:
            text = gettext("A colleague changed this in the meantime, and their change was kept: %s.")
            self.message_user(request, text % form.words_for(kept, form.initial), messages.WARNING)
        obj.refresh_from_db()
        if {"assignee", "team"} & set(changed) and (obj.assignee or obj.team):
            workflow.tell(obj, request.user)
        if (note := form.cleaned_data["note"]) and request.user.has_perm("contacts.add_note"):
            Note.objects.create(inquiry=obj, author=request.user, text=note)
        if form.new_state:
            workflow.move(obj, form.new_state, request.user)
        if form.unsent and self.may_send_again(request):
            self.send_again(request, form.unsent)

    def may_send_again(self, request) -> bool:
        return request.user.has_perm("contacts.change_mail")

    def send_again(self, request, answer):
        """Put the mail of an answer into the queue once more, unless it left meanwhile."""
        if answering.send_again(answer):
            self.message_user(request, gettext("The email is being sent again."))

    def response_change(self, request, obj):
        if request.POST.get("_move"):
            state = {"reference": obj.reference, "state": obj.get_state_display()}
            self.message_user(request, gettext("%(reference)s is now: %(state)s.") % state)
        elif "_again" not in request.POST or not self.may_send_again(request):
            self.message_user(request, gettext("The inquiry was saved."), messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())
