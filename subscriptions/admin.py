from django.contrib import admin

from subscriptions.models import Subscription


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    """Who gets news by email: a list to read. Only the address itself can subscribe; staff may delete it."""

    list_display = ("email", "pace", "language", "asked_at", "confirmed_at")
    list_filter = ("pace", "language", ("confirmed_at", admin.EmptyFieldListFilter), "topics", "countries")
    search_fields = ("email",)
    date_hierarchy = "confirmed_at"
    fields = ("email", "pace", "language", "topics", "countries", "asked_at", "confirmed_at", "told_at")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
