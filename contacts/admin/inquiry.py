import re
from urllib.parse import quote

from django.contrib import admin
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from contacts.models import Inquiry
from contacts.states import State


class StateFilter(admin.SimpleListFilter):
    """By state; what is spam stays out of sight until it is asked for, by this filter or by a search."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*State.choices, ("all", _("All, with spam"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [{**first, "display": _("All without spam")}, *others]

    def queryset(self, request, queryset):
        if self.value() in State.values:
            return queryset.filter(state=self.value())
        if self.value() == "all" or "q" in request.GET:
            return queryset
        return queryset.exclude(state=State.SPAM)


@admin.register(Inquiry)
class InquiryAdmin(admin.ModelAdmin):
    """The desk of inquiry officers: they read, answer by mail and move an inquiry through its states."""

    list_display = ["reference", "state", "kind", "sender", "received_at", "page_link"]
    list_filter = [StateFilter, "kind", "language", "received_at"]
    search_fields = ["reference", "name", "email", "organisation", "country", "message"]
    date_hierarchy = "received_at"
    actions = ["mark_open", "mark_closed", "mark_spam"]
    fieldsets = [
        (None, {"fields": ["state", "reference", "answer_link"]}),
        (_("Message"), {"fields": ["kind", "words"]}),
        (_("Sender"), {"fields": ["name", "email", "organisation", "country"]}),
        (_("Circumstances"), {"fields": ["received_at", "language", "page_link"]}),
    ]

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [name for _title, options in self.fieldsets for name in options["fields"] if name != "state"]

    def changelist_view(self, request, extra_context=None):
        waiting = Inquiry.objects.waiting_for_staff().count()
        subtitle = ngettext("%d inquiry waits for an answer", "%d inquiries wait for an answer", waiting)
        return super().changelist_view(request, {"subtitle": subtitle % waiting, **(extra_context or {})})

    @admin.display(description=_("message"))
    def words(self, inquiry):
        """The message with its line breaks, from the right where its script runs that way."""
        return format_html('<div dir="auto">{}</div>', linebreaksbr(inquiry.message))

    @admin.display(description=_("Sender"), ordering="name")
    def sender(self, inquiry):
        return format_html("{}<br>{}", inquiry.name, inquiry.organisation)

    @admin.display(description=_("page"), ordering="page")
    def page_link(self, inquiry):
        """A link whose text may break after each slash, so that it does not widen the list."""
        parts = re.findall(r"[^/]*/?", inquiry.page)
        text = format_html_join("", "{}<wbr>", ((part,) for part in parts))
        return inquiry.page and format_html('<a href="{}">{}</a>', inquiry.page, text)

    @admin.display(description=_("answer"))
    def answer_link(self, inquiry):
        with override(inquiry.language):
            subject = gettext("Your message to the CAREC Institute (%s)") % inquiry.reference
        return format_html(
            '<a href="mailto:{}?subject={}">{}</a>',
            quote(inquiry.email, safe="@"),
            quote(subject),
            gettext("Write to %s") % inquiry.email,
        )

    @admin.action(description=_("Mark as open"), permissions=["change"])
    def mark_open(self, request, inquiries):
        self._mark(request, inquiries, State.OPEN)

    @admin.action(description=_("Mark as closed"), permissions=["change"])
    def mark_closed(self, request, inquiries):
        self._mark(request, inquiries, State.CLOSED)

    @admin.action(description=_("Mark as spam"), permissions=["change"])
    def mark_spam(self, request, inquiries):
        self._mark(request, inquiries, State.SPAM)

    def _mark(self, request, inquiries, state):
        changed = inquiries.exclude(state=state)
        for inquiry in changed:
            inquiry.state = state
            inquiry.save(update_fields=["state"])
            self.log_change(request, inquiry, [{"changed": {"fields": ["State"]}}])
        text = ngettext("%d inquiry was changed.", "%d inquiries were changed.", len(changed))
        self.message_user(request, text % len(changed))
