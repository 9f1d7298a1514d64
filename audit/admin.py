from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit import telling
from audit.models import Action, Entry
from audit.tables import logged_models
from publishing.admin.columns import moment, two_lines
from publishing.statements.pages import DeepPaginator

MAX_LABELS = 6  # in a line of the list
MAX_TOGETHER = 50  # entries of one transaction, on the page of one of them


class KindFilter(admin.SimpleListFilter):
    """What belongs to a record counts as of its kind: an article's authors."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        kinds = [model._meta for model in logged_models() if admin.site.is_registered(model)]
        return sorted(
            ((meta.label_lower, meta.verbose_name_plural) for meta in kinds), key=lambda kind: kind[1]
        )

    def queryset(self, request, queryset):
        return queryset.filter(model__in=telling.with_parts(self.value())) if self.value() else queryset


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    """A list to read. `?item=news.article/5` is the log of one record, `?actor=3` of one account."""

    change_list_template = "admin/audit/entries.html"
    list_display = ("when", "who", "what", "about", "changes")
    list_filter = ("action", KindFilter, "at")
    search_fields = ("name", "actor_name")
    search_help_text = _("Search by the name of a record or of a member of staff.")
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = DeepPaginator

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).in_lines()

    def changelist_view(self, request, extra_context=None):
        context = {"title": gettext("Log"), "about": self.only(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def only(self, request) -> str:
        """Whose log it is, if not everybody's."""
        named = {"item": request.GET.get("item"), "actor": request.GET.get("actor")}
        entry = Entry(item=named["item"] or "")
        if named["item"]:
            model, key = telling.item_of(entry)
            last = Entry.objects.filter(item=named["item"]).in_lines().first()
            name = (last and last.item_name) or gettext("no. %s") % key
            return f"{model._meta.verbose_name if model else ''} “{name}”"
        if named["actor"]:
            last = Entry.objects.filter(actor=named["actor"]).first()
            return last.actor_name if last else ""
        return ""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        entry = get_object_or_404(self.get_queryset(request).defer(None), pk=object_id)
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        together = Entry.objects.together_with(entry).in_lines()[: MAX_TOGETHER + 1]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Log entry"),
            "subtitle": moment(entry.at),
            "entry": entry,
            "who": who(entry),
            "about": self.about(entry),
            "found": telling.differences(entry),
            "together": [(each, self.about(each), each.get_action_display()) for each in together],
            "max_together": MAX_TOGETHER,
        }
        return TemplateResponse(request, "admin/audit/entry.html", context)

    @admin.display(description=_("time"))
    def when(self, entry):
        return two_lines(entry.at)

    @admin.display(description=_("who"))
    def who(self, entry):
        return who(entry)

    @admin.display(description=_("action"))
    def what(self, entry):
        return format_html(
            '<span class="log-action log-{}">{}</span>', entry.action, entry.get_action_display()
        )

    @admin.display(description=_("about"))
    def about(self, entry):
        """Which record, and which part of it."""
        kind, address = telling.kind_of(entry), telling.address_of(entry)
        if not entry.item:
            return entry.name
        name = entry.item_name or gettext("no. %s") % telling.item_of(entry)[1]
        link = format_html('<a href="{}">{}</a>', address, name) if address else name
        part = entry.name if telling.is_part(entry) else ""
        return format_html('<span class="quiet">{}</span> {} {}', kind, part, link)

    @admin.display(description=_("fields"))
    def changes(self, entry):
        if entry.action != Action.CHANGED:
            return ""
        labels = telling.labels(entry, entry.columns)
        return " · ".join(labels[:MAX_LABELS]) + (" …" if len(labels) > MAX_LABELS else "")


def who(entry) -> str:
    if entry.actor_name:
        return entry.actor_name
    return gettext("nobody signed in") if entry.action == Action.SIGN_IN_FAILED else gettext("the system")
