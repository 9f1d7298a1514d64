"""Filters of the inbox, and its search."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.email_addresses import canonical
from contacts.states import State


class AddressSearch(admin.ModelAdmin):
    """A search for an email address finds every spelling of it."""

    def get_search_results(self, request, queryset, search_term):
        words = " ".join(canonical(word) for word in search_term.split())
        return super().get_search_results(request, queryset, words)


class StateFilter(admin.SimpleListFilter):
    """By state. Spam stays hidden until this filter or a search asks for it."""

    title = _("state")
    parameter_name = "state"
    template = "admin/contacts/inquiry/state_filter.html"

    def lookups(self, request, model_admin):
        return [*State.choices, ("all", _("All, including spam"))]

    def queryset(self, request, queryset):
        if self.value() in State.values:
            return queryset.filter(state=self.value())
        if self.value() == "all" or "q" in request.GET:
            return queryset
        return queryset.exclude(state=State.SPAM)


class AssigneeFilter(admin.SimpleListFilter):
    title = _("assigned to")
    parameter_name = "who"

    def lookups(self, request, model_admin):
        return [
            ("me", pgettext_lazy("assigned to", "Me")),
            ("teams", pgettext_lazy("assigned to", "Me or my teams")),
            ("nobody", pgettext_lazy("assigned to", "No one")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "me":
                return queryset.filter(assignee=request.user)
            case "teams":
                return queryset.concerning(request.user)
            case "nobody":
                return queryset.filter(assignee=None)
        return queryset


class DueFilter(admin.SimpleListFilter):
    title = _("answer due")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("overdue", _("Overdue")), ("two_days", _("Within two days"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        match self.value():
            case "overdue":
                return queryset.overdue(now)
            case "two_days":
                soon = {"due_at__gt": now, "due_at__lte": now + timedelta(days=2)}
                return queryset.waiting_for_staff().filter(**soon)
        return queryset
