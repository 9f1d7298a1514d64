from django.contrib import admin

from search.models import Miss


@admin.register(Miss)
class MissAdmin(admin.ModelAdmin):
    """What visitors searched in vain: a list to read, made by their searches."""

    list_display = ("text", "times", "day", "language")
    list_display_links = None
    list_filter = ("day", "language")
    search_fields = ("text",)
    date_hierarchy = "day"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
