"""The tray of spam: each message with its reason, and a button that brings it back."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import pgettext, pgettext_lazy

from contacts.states import State


class SpamTray(admin.ModelAdmin):
    def get_list_display(self, request):
        """In the tray a button stands in place of who answers, which nobody does."""
        columns = super().get_list_display(request)
        if request.GET.get("state") != State.SPAM or not self.has_change_permission(request):
            return columns
        return ["not_spam" if name == "who" else name for name in columns]

    @admin.display(description=pgettext_lazy("button", "Not spam"))
    def not_spam(self, inquiry):
        label = pgettext("button", "Not spam")
        return format_html(
            '<button class="button" name="_not_spam" value="{}">{}</button>', inquiry.pk, label
        )

    def changelist_view(self, request, extra_context=None):
        if "_not_spam" in request.POST:
            return self.bring_back(request, request.POST["_not_spam"])
        return super().changelist_view(request, extra_context)

    @transaction.atomic
    def bring_back(self, request, key):
        if not self.has_change_permission(request):
            raise PermissionDenied
        chosen = self.get_object(request, key)
        self.move_all(request, [chosen] if chosen and chosen.state == State.SPAM else [], State.NEW)
        return HttpResponseRedirect(request.get_full_path())
