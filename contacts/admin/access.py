"""Who sees which inquiries."""

from django.contrib import admin

from contacts.models import Inquiry


class OwnInquiries(admin.ModelAdmin):
    """Who may see no inquiries in general, and yet write answers, sees those that are theirs to answer.

    That is the officer of an event, say, to whom the form on its page leads.
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
