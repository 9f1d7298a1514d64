"""The inbox: the list of inquiries, its columns and actions, and the tray of what was taken for spam."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from contacts.admin.access import HeldWhileChanged, OwnInquiries
from contacts.admin.filters import AddressSearch, AssigneeFilter, DueFilter, StateFilter
from contacts.inquiries import workflow
from contacts.models import Inquiry
from contacts.states import WITH_STAFF, State


class InboxPaginator(Paginator):
    """Sorts keys, and reads no messages but those of the page."""

    def _get_page(self, inquiries, *args):
        if not inquiries.query.distinct:  # then Django's keys would have what they are sorted by beside them
            keys = inquiries.select_related(None).values("pk")
            inquiries = self.object_list.filter(pk__in=keys)
        return super()._get_page(inquiries, *args)


class Inbox(AddressSearch, OwnInquiries, HeldWhileChanged):
    change_list_template = "admin/contacts/inquiry/change_list.html"
    list_display = ("sender", "stage", "sort", "who")
    list_filter = (StateFilter, AssigneeFilter, DueFilter, "kind", "topic", "language", "received_at")
    list_select_related = ("assignee", "team", "topic")
    list_per_page = 50
    paginator = InboxPaginator
    search_fields = (
        *("reference", "name", "email", "organisation", "country", "message", "about_words"),
        "messages__body",
    )
    actions = ("assign_to_me", "mark_open", "mark_closed", "mark_spam", "mark_not_spam")

    def get_ordering(self, request):
        return Inquiry.objects.most_urgent_first().query.order_by

    def get_list_display(self, request):
        """In the tray of spam a button stands in place of who answers, which nobody does."""
        columns = super().get_list_display(request)
        if request.GET.get("state") != State.SPAM or not self.has_change_permission(request):
            return columns
        return ["not_spam" if name == "who" else name for name in columns]

    def changelist_view(self, request, extra_context=None):
        if "_not_spam" in request.POST:
            return self.bring_back(request, request.POST["_not_spam"])
        waiting = self.get_queryset(request).waiting_for_staff().count()
        subtitle = ngettext(
            "%d inquiry is waiting for an answer", "%d inquiries are waiting for an answer", waiting
        )
        titles = {"title": gettext("Inquiries"), "subtitle": subtitle % waiting}
        response = super().changelist_view(request, {**titles, **(extra_context or {})})
        if changelist := getattr(response, "context_data", {}).get("cl"):
            response.context_data["has_figures"] = self.sees_all(request)
            response.context_data["tabs"] = list(self.tabs(request, changelist))
        return response

    def tabs(self, request, changelist):
        """Each state with the number of its inquiries among those that the other filters leave."""
        chosen = changelist.get_queryset(request, exclude_parameters=["state"])
        # Only a join may show an inquiry twice, and to sort them all by keys takes a while.
        number = Count("pk", distinct=chosen.query.distinct)
        counts = dict(chosen.order_by().values_list("state").annotate(number))
        everything = sum(count for state, count in counts.items() if state != State.SPAM)
        now = request.GET.get("state")
        yield {
            "label": gettext("All except spam"),
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

    @admin.display(description=pgettext_lazy("button", "Not spam"))
    def not_spam(self, inquiry):
        label = pgettext("button", "Not spam")
        return format_html(
            '<button class="button" name="_not_spam" value="{}">{}</button>', inquiry.pk, label
        )

    @transaction.atomic
    def bring_back(self, request, key):
        if not self.has_change_permission(request):
            raise PermissionDenied
        chosen = self.get_object(request, key)
        self.move_all(request, [chosen] if chosen and chosen.state == State.SPAM else [], State.NEW)
        return HttpResponseRedirect(request.get_full_path())

    @admin.action(description=_("Assign to me"), permissions=["change"])
    def assign_to_me(self, request, inquiries):
        self._report(request, [workflow.assign(inquiry, request.user, request.user) for inquiry in inquiries])

    @admin.action(description=_("Open"), permissions=["change"])
    def mark_open(self, request, inquiries):
        self.move_all(request, inquiries.exclude(state=State.SPAM), State.OPEN)

    @admin.action(description=_("Close"), permissions=["change"])
    def mark_closed(self, request, inquiries):
        self.move_all(request, inquiries.exclude(state=State.SPAM), State.CLOSED)

    @admin.action(description=_("Mark as spam"), permissions=["change"])
    def mark_spam(self, request, inquiries):
        self.move_all(request, inquiries, State.SPAM)

    @admin.action(description=_("Mark as not spam"), permissions=["change"])
    def mark_not_spam(self, request, inquiries):
        self.move_all(request, inquiries.filter(state=State.SPAM), State.NEW)

    def move_all(self, request, inquiries, state):
        self._report(request, [workflow.move(inquiry, state, request.user) for inquiry in inquiries])

    def _report(self, request, changes):
        text = ngettext("%d inquiry was changed.", "%d inquiries were changed.", sum(changes))
        self.message_user(request, text % sum(changes))


def _day(moment):
    local = timezone.localtime(moment)
    form = "j M" if local.year == timezone.localdate().year else "j M Y"
    return format_html(
        '<span class="date" title="{}">{}</span>',
        date_format(local, "DATETIME_FORMAT"),
        date_format(local, form),
    )
