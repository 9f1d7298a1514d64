"""Explains, when deleting, what prevents it and what to do, or what is deleted as well."""

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import unquote
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.admin.deleting.consequences import MAX_NAMES, Deleted, link_to
from publishing.relations import items_using


class DeletingAdmin(admin.ModelAdmin):
    """A record's parts are deleted with it: users who may delete the record need no permission for its parts.

    A subclass whose records may be protected defines `uses_of(item)`.
    """

    def uses_of(self, item) -> list[str]:
        """Where the record is used, if that prevents it from being deleted."""
        return []

    def refusal(self, item, uses) -> str:
        sentence = gettext("“%(thing)s” can’t be deleted while it is in use. Remove it from these first:")
        shown = format_html_join(", ", "{}", ((use,) for use in uses))
        return format_html("{} {}", sentence % {"thing": item}, shown)

    def delete_view(self, request, object_id, extra_context=None):
        item = self.get_object(request, unquote(object_id))
        if item and self.has_delete_permission(request, item) and (uses := self.uses_of(item)):
            self.message_user(request, self.refusal(item, uses), messages.ERROR)
            return redirect(admin_urlname(self.opts, "change"), item.pk)
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        used = [(item, uses) for item in objs if (uses := self.uses_of(item))]
        if used:
            return [], {}, set(), [line for item, uses in used for line in (link_to(item), uses)]
        needed = {self.opts.verbose_name for item in objs if not self.has_delete_permission(request, item)}
        deleted = Deleted(objs)
        return [*deleted.going(), *deleted.staying(self.admin_site)], deleted.counts(), needed, []


class KeptWhileUsed(DeletingAdmin):
    """Items that show a record protect it from being deleted."""

    def used_in(self, thing) -> list:
        return items_using(thing)

    @admin.display(description=_("Where used"))
    def where_used(self, thing):
        used = self.used_in(thing) if thing.pk else []
        if not used:
            return gettext("Not used yet.")
        return format_html_join("", "<div>{}</div>", ((link_to(item),) for item in used))

    def uses_of(self, thing):
        used = self.used_in(thing)
        links = [link_to(item) for item in used[:MAX_NAMES]]
        more = len(used) - len(links)
        return [*links, gettext("and %(count)s more") % {"count": more}] if more else links

    def delete_queryset(self, request, queryset):
        for thing in queryset:
            thing.delete()
