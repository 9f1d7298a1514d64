"""Deleting in two steps: staff move an item to the trash, then restore it or delete it permanently."""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.admin.columns import moment
from publishing.admin.deleting.guard import DeletingAdmin
from publishing.models import State

OF_THE_TRASH = ("restore_selected", "restore_selected_as_drafts", "delete_selected")


class TrashAdmin(DeletingAdmin):
    actions = ("move_selected_to_trash", "restore_selected", "restore_selected_as_drafts")

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        moves = [
            path(
                f"<path:object_id>/{word}/",
                self.admin_site.admin_view(self._only_posted(view)),
                name=f"{name}_{word}",
            )
            for word, view in (("trash", self.trash_view), ("restore", self.restore_view))
        ]
        return moves + super().get_urls()

    def _only_posted(self, view):
        """Redirects to the form after a login or an old link, which arrive by GET."""

        def move(request, object_id):
            return view(request, object_id) if request.method == "POST" else self._to_form(unquote(object_id))

        return move

    def _to_form(self, key):
        return redirect(admin_urlname(self.opts, "change"), key)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.trashed_at is not None)

    def delete_view(self, request, object_id, extra_context=None):
        item = self.get_object(request, unquote(object_id))
        if item and item.trashed_at is None and super().has_delete_permission(request, item):
            sentence = _(
                "“%(title)s” is not in the trash. Only items in the trash can be deleted permanently."
            )
            self.message_user(request, sentence % {"title": item}, messages.ERROR)
            return self._to_form(item.pk)
        return super().delete_view(request, object_id, extra_context)

    def may_trash(self, request, item) -> bool:
        """Whether this user may move this item to the trash and restore it."""
        return super().has_change_permission(request, item)

    def trash_view(self, request, object_id):
        item = self._item(request, object_id)
        self.move(request, item)
        undo = reverse(admin_urlname(self.opts, "change"), args=[item.pk])
        self.message_user(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                _("“%(title)s” is in the trash.") % {"title": item},
                undo,
                _("Open it to restore it."),
            ),
            messages.SUCCESS,
        )
        return redirect(admin_urlname(self.opts, "changelist"))

    def restore_view(self, request, object_id):
        item = self._item(request, object_id)
        self.restore(request, item, State.DRAFT if request.POST.get("state") == State.DRAFT else None)
        if item.is_published:
            sentence = _("“%(title)s” has been restored, and readers can see it.")
        elif item.is_scheduled:
            sentence = _("“%(title)s” has been restored and will appear on %(time)s, the institute’s time.")
        else:
            sentence = _("“%(title)s” has been restored.")
        words = {"title": item, "time": moment(item.publish_at) if item.publish_at else ""}
        self.message_user(request, sentence % words, messages.SUCCESS)
        return self._to_form(item.pk)

    def _item(self, request, object_id):
        item = self.get_object(request, unquote(object_id))
        if item is None:
            raise Http404
        if not self.may_trash(request, item):
            raise PermissionDenied
        return item

    def move(self, request, item):
        item.updated_by = request.user
        item.move_to_trash()
        self.log_change(request, item, "Moved to the trash.")

    def restore(self, request, item, state=None):
        item.updated_by = request.user
        item.take_from_trash(state)
        self.log_change(request, item, "Restored from the trash.")

    @admin.action(description=gettext_lazy("Move to the trash"), permissions=["change"])
    def move_selected_to_trash(self, request, queryset):
        self._for_each_allowed(request, queryset, self.move, _("Moved to the trash: %(count)s."))

    @admin.action(description=gettext_lazy("Restore from the trash"), permissions=["change"])
    def restore_selected(self, request, queryset):
        restored = self._for_each_allowed(request, queryset, self.restore, _("Restored: %(count)s."))
        if seen := sum(item.is_published for item in restored):
            sentence = _("Visible to readers again: %(count)s.")
            self.message_user(request, sentence % {"count": seen}, messages.WARNING)
        if waiting := [item for item in restored if item.is_scheduled]:
            sentence = _(
                "To become visible to readers again, the first on %(time)s, the institute’s time: %(count)s."
            )
            words = {"time": moment(min(item.publish_at for item in waiting)), "count": len(waiting)}
            self.message_user(request, sentence % words, messages.WARNING)

    @admin.action(description=gettext_lazy("Restore from the trash as drafts"), permissions=["change"])
    def restore_selected_as_drafts(self, request, queryset):
        def restore(request, item):
            self.restore(request, item, State.DRAFT)

        self._for_each_allowed(request, queryset, restore, _("Restored as drafts: %(count)s."))

    def _for_each_allowed(self, request, queryset, act, sentence):
        chosen = list(queryset)
        allowed = [item for item in chosen if self.may_trash(request, item)]
        for item in allowed:
            act(request, item)
        if allowed:
            self.message_user(request, sentence % {"count": len(allowed)}, messages.SUCCESS)
        if refused := len(chosen) - len(allowed):
            self.message_user(
                request,
                _("You do not have permission to do this with published items: %(count)s.")
                % {"count": refused},
                messages.ERROR,
            )
        return allowed

    def get_actions(self, request):
        actions = super().get_actions(request)
        in_trash = request.GET.get("trash") == "yes"
        hidden = ("move_selected_to_trash",) if in_trash else OF_THE_TRASH
        if "delete_selected" in actions:
            delete, name, _description = actions["delete_selected"]
            actions["delete_selected"] = delete, name, gettext_lazy("Delete permanently")
        return {name: action for name, action in actions.items() if name not in hidden}
