"""The record of all merges, which nobody changes; each can be undone."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from events.merging import undo
from events.models import Merge


class UndoneFilter(admin.SimpleListFilter):
    title = _("undone")
    parameter_name = "undone"

    def lookups(self, request, model_admin):
        return [("no", _("In force")), ("yes", _("Undone"))]

    def queryset(self, request, queryset):
        return queryset.filter(undone_at__isnull=self.value() == "no") if self.value() else queryset


@admin.register(Merge)
class MergeAdmin(admin.ModelAdmin):
    change_form_template = "admin/events/merge_record.html"
    list_display = ("__str__", "kind", "made_at", "made_by", "undone")
    list_filter = (UndoneFilter, "made_at")
    list_select_related = ("content_type", "made_by", "undone_by")
    search_fields = ("kept_name", "merged_name")
    fields = ()

    class Media:
        css = {"all": ["staff/merge.css"]}

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:pk>/undo/", view, name="events_merge_undo"), *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_undo(self, request, record) -> bool:
        model = record.content_type.model
        return all(request.user.has_perm(f"events.{action}_{model}") for action in ("change", "delete"))

    def get_queryset(self, request):
        return super().get_queryset(request).defer("journal", "report")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "record": obj,
            "report": obj.report,
            "kept": obj.content_type.model_class()._base_manager.filter(pk=obj.kept_id).first(),
            "kept_url": reverse(f"admin:events_{obj.content_type.model}_change", args=[obj.kept_id]),
            "may_undo": obj.undone_at is None and self.may_undo(request, obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def undo_view(self, request, pk):
        record = get_object_or_404(Merge, pk=pk)
        if not (self.has_view_permission(request) and self.may_undo(request, record)):
            raise PermissionDenied
        try:
            undo(record, request.user)
        except ValidationError as error:
            for sentence in error.messages:
                self.message_user(request, sentence, messages.ERROR)
        else:
            sentence = gettext("“%(merged)s” and “%(kept)s” are two again, as they were.")
            words = {"merged": record.merged_name, "kept": record.kept_name}
            self.message_user(request, sentence % words, messages.SUCCESS)
        return redirect("admin:events_merge_change", record.pk)

    @admin.display(description=_("kind"))
    def kind(self, record):
        return record.content_type.name

    @admin.display(description=_("undone"), ordering="undone_at")
    def undone(self, record):
        return record.undone_at or "–"
