"""Who sees which inquiries, and who answers them."""

from django.contrib import admin
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from contacts.models import Inquiry


class HeldWhileChanged(admin.ModelAdmin):
    """Locks what a POST changes, so that colleagues, and senders who answer one of our emails, wait."""

    def get_object(self, request, object_id, from_field=None):
        item = super().get_object(request, object_id, from_field)
        if item and request.method == "POST":
            item = self.model.objects.select_for_update(of=["self"]).get(pk=item.pk)
        return item

    @method_decorator(require_safe)
    def history_view(self, request, *args, **kwargs):
        return super().history_view(request, *args, **kwargs)


class OwnInquiries(admin.ModelAdmin):
    """Staff who may write answers but not see all inquiries see those that are theirs to answer.

    An event officer, for example, receives inquiries from the page of their event.
    """

    def get_queryset(self, request):
        found = Inquiry.objects.most_urgent_first()
        return found.concerning(request.user) if self.sees_own_only(request) else found

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self.sees_own_only(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) or self.sees_own_only(request)

    def sees_all(self, request) -> bool:
        return super().has_view_permission(request)

    def sees_own_only(self, request) -> bool:
        return not self.sees_all(request) and request.user.has_perm("contacts.add_message")

    def may_answer(self, request) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("contacts.add_message")
