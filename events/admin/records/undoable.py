"""Read-only pages for merges and splits, each of which can be undone."""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.admin.pages import AdminPage, PagesAdmin


class UndoneFilter(admin.SimpleListFilter):
    title = _("undone")
    parameter_name = "undone"

    def lookups(self, request, model_admin):
        return [("no", _("In effect")), ("yes", _("Undone"))]

    def queryset(self, request, queryset):
        return queryset.filter(undone_at__isnull=self.value() == "no") if self.value() else queryset


class UndoPage(AdminPage):
    model_admin: "UndoableAdmin"
    path = "<int:pk>/undo/"
    name = "%(app_label)s_%(model_name)s_undo"

    def dispatch(self, request, pk):
        self.record = get_object_or_404(self.model_admin.model, pk=pk)
        return super().dispatch(request)

    def has_permission(self):
        may_see = self.model_admin.has_view_permission(self.request)
        return may_see and self.model_admin.may_undo(self.request, self.record)

    def post(self, request):
        try:
            self.model_admin.take_back(self.record, request.user)
        except ValidationError as error:
            for sentence in error.messages:
                self.message(sentence, messages.ERROR)
        else:
            self.message(self.model_admin.undone_sentence(self.record), messages.SUCCESS)
        return redirect(admin_urlname(self.model_admin.opts, "change"), self.record.pk)


class UndoableAdmin(PagesAdmin):
    """For a subclass of `Undoable` that has `kept_id`."""

    pages = (UndoPage,)

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

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_undo(self, request, record) -> bool:
        opts = record.model._meta
        names = [get_permission_codename(action, opts) for action in ("change", "delete")]
        return request.user.has_perms([f"{opts.app_label}.{name}" for name in names])

    def get_queryset(self, request):
        return super().get_queryset(request).defer("journal", "report")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "record": obj,
            "report": obj.report,
            "kept": obj.model._base_manager.filter(pk=obj.kept_id).first(),
            "kept_url": reverse(admin_urlname(obj.model._meta, "change"), args=[obj.kept_id]),
            "undo_url": reverse(admin_urlname(self.opts, "undo"), args=[obj.pk]),
            "undo_label": self.undo_label,
            "undo_note": self.undo_note,
            "may_undo": obj.undone_at is None and self.may_undo(request, obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("undone"), ordering="undone_at")
    def undone(self, record):
        return record.undone_at or "–"
