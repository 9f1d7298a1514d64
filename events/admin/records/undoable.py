"""The pages of what was done to whole records, which nobody changes; each can be undone."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST


class UndoneFilter(admin.SimpleListFilter):
    title = _("undone")
    parameter_name = "undone"

    def lookups(self, request, model_admin):
        return [("no", _("In force")), ("yes", _("Undone"))]

    def queryset(self, request, queryset):
        return queryset.filter(undone_at__isnull=self.value() == "no") if self.value() else queryset


class UndoableAdmin(admin.ModelAdmin):
    """For a child of `Undoable` that has `kept_id`."""

    list_filter = (UndoneFilter, "made_at")
    list_select_related = ("made_by", "undone_by")
    fields = ()
    undo_label, undo_note = "", ""

    class Media:
        css = {"all": ["staff/merge.css"]}

    def take_back(self, record, by) -> None:
        raise NotImplementedError

    def undone_sentence(self, record) -> str:
        raise NotImplementedError

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:pk>/undo/", view, name=self._name("undo")), *super().get_urls()]

    def _name(self, word) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{word}"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_undo(self, request, record) -> bool:
        model = record.model._meta.model_name
        return all(request.user.has_perm(f"events.{action}_{model}") for action in ("change", "delete"))

    def get_queryset(self, request):
        return super().get_queryset(request).defer("journal", "report")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "record": obj,
            "report": obj.report,
            "kept": obj.model._base_manager.filter(pk=obj.kept_id).first(),
            "kept_url": reverse(f"admin:events_{obj.model._meta.model_name}_change", args=[obj.kept_id]),
            "undo_url": reverse(f"admin:{self._name('undo')}", args=[obj.pk]),
            "undo_label": self.undo_label,
            "undo_note": self.undo_note,
            "may_undo": obj.undone_at is None and self.may_undo(request, obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def undo_view(self, request, pk):
        record = get_object_or_404(self.model, pk=pk)
        if not (self.has_view_permission(request) and self.may_undo(request, record)):
            raise PermissionDenied
        try:
            self.take_back(record, request.user)
        except ValidationError as error:
            for sentence in error.messages:
                self.message_user(request, sentence, messages.ERROR)
        else:
            self.message_user(request, self.undone_sentence(record), messages.SUCCESS)
        return redirect(f"admin:{self._name('change')}", record.pk)

    @admin.display(description=_("undone"), ordering="undone_at")
    def undone(self, record):
        return record.undone_at or "–"
