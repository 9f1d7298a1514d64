from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event
from publishing.admin.columns import LIST_DISPLAY
from publishing.admin.filters import LIST_FILTER
from publishing.admin.publishable import (
    PUBLISHING_FIELDSET,
    SEARCH_FIELDS,
    TEXT_FIELDSETS,
    PublishableAdmin,
)


@admin.register(Event)
class EventAdmin(PublishableAdmin):
    fieldsets = (
        *TEXT_FIELDSETS,
        (_("Time"), {"fields": ["kind", "starts_at", "ends_at", "time_zone", "all_day"]}),
        PUBLISHING_FIELDSET,
    )
    list_display = LIST_DISPLAY
    list_filter = LIST_FILTER
    list_select_related = ("updated_by",)
    search_fields = SEARCH_FIELDS

    def preview_url(self, event):
        return reverse("home")
