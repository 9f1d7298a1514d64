"""The lists of all merges and splits."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.records.undoable import UndoableAdmin
from events.models import Merge, Person, Split
from events.records import merging, splitting


@admin.register(Merge)
class MergeAdmin(UndoableAdmin):
    change_form_template = "admin/events/merge_record.html"
    list_display = ("__str__", "kind", "made_at", "made_by", "undone")
    list_select_related = ("content_type", "made_by", "undone_by")
    search_fields = ("kept_name", "merged_name")
    undo_label = _("Undo this merge")
    undo_note = _("Both records will be restored as they were. Changes you have made since then are kept.")

    def take_back(self, record, by):
        merging.undo(record, by)

    def undone_sentence(self, record):
        words = {"merged": record.merged_name, "kept": record.kept_name}
        return gettext("“%(merged)s” and “%(kept)s” are two separate records again, as they were.") % words

    @admin.display(description=_("kind"))
    def kind(self, record):
        return record.content_type.name


@admin.register(Split)
class SplitAdmin(UndoableAdmin):
    change_form_template = "admin/events/split_record.html"
    list_display = ("__str__", "made_at", "made_by", "undone")
    search_fields = ("kept_name", "new_name")
    undo_label = _("Undo this split")
    undo_note = _(
        "They will become one record again, as it was. Changes you have made to it since then are kept."
    )

    class Media:
        css = {"all": ["staff/split.css"]}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        there = Person.objects.filter(pk__in=obj.needed)
        context["linked"] = set(there.values_list("pk", flat=True))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def take_back(self, record, by):
        splitting.undo(record, by)

    def undone_sentence(self, record):
        words = {"new": record.new_name, "kept": record.kept_name}
        return gettext("“%(kept)s” and “%(new)s” are one record again, as it was.") % words
