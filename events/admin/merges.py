"""The record of all merges."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import merging
from events.admin.undoable import UndoableAdmin
from events.models import Merge


@admin.register(Merge)
class MergeAdmin(UndoableAdmin):
    change_form_template = "admin/events/merge_record.html"
    list_display = ("__str__", "kind", "made_at", "made_by", "undone")
    list_select_related = ("content_type", "made_by", "undone_by")
    search_fields = ("kept_name", "merged_name")

    def take_back(self, record, by):
        merging.undo(record, by)

    def undone_sentence(self, record):
        words = {"merged": record.merged_name, "kept": record.kept_name}
        return gettext("“%(merged)s” and “%(kept)s” are two again, as they were.") % words

    @admin.display(description=_("kind"))
    def kind(self, record):
        return record.content_type.name
