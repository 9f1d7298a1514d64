"""The pages where duplicates are found, compared and merged."""

import hashlib
import json

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.records.base import LastingAdmin
from events.models import Participation
from events.records.duplicates import like, likely_pairs, note_different
from events.records.facts import facts_of
from events.records.merging import KEPT, OTHER, merge, preview
from publishing.admin.choosers import KeySelect
from publishing.admin.pages import AdminPage, PagesAdmin
from publishing.keys import key_in, keys_in

PAGE_SIZE = 25


class RecordPage(AdminPage):
    """A page about people or organisations that may be the same, for whoever may merge them."""

    model_admin: "MergingAdmin"

    def has_permission(self):
        return self.model_admin.may_merge(self.request)

    def render(self, title, **context):
        context["media"] = self.model_admin.media + context.get("media", forms.Media())
        return super().render(title, **context)

    def address(self, word, *keys) -> str:
        return self.model_admin.address(word, *keys)

    def records(self):
        return self.model_admin.get_queryset(self.request)

    def card(self, item) -> dict:
        details = self.model_admin.details(item)
        return {"item": item, "details": details, "url": self.address("change", item.pk)}


class DuplicatesPage(RecordPage):
    """Likely duplicates, the most likely first."""

    path = "duplicates/"
    name = "%(app_label)s_%(model_name)s_duplicates"
    template = "admin/events/duplicates.html"

    def get(self, request):
        page = Paginator(likely_pairs(self.model_admin.model), PAGE_SIZE).get_page(request.GET.get("p"))
        keys = {key for pair in page for key in (pair.first, pair.second)}
        found = {item.pk: item for item in self.records().filter(pk__in=keys)}
        pairs = [
            {
                "items": [self.card(found[pair.first]), self.card(found[pair.second])],
                "reasons": pair.reasons,
                "merge_url": self.address("merge", pair.first, pair.second) + "?from=duplicates",
            }
            for pair in page
        ]
        different = self.address("different")
        return self.render(gettext("Likely duplicates"), pairs=pairs, page=page, different_url=different)


class DifferentPage(RecordPage):
    """Notes that the two of a pair are not the same."""

    path = "duplicates/different/"
    name = "%(app_label)s_%(model_name)s_different"

    def post(self, request):
        model, keys = self.model_admin.model, keys_in(request.POST.getlist("pair"))
        if len(keys) != 2 or model.objects.filter(pk__in=keys).count() != 2:
            raise Http404
        note_different(model, *keys, request.user)
        self.message(gettext("Noted. This pair will not be shown again."), messages.SUCCESS)
        return redirect(self.address("duplicates"))


class MergeWithPage(RecordPage):
    """Asks for the record that is the same as this one."""

    path = "<int:pk>/merge/"
    name = "%(app_label)s_%(model_name)s_merge_with"
    template = "admin/events/merge_with.html"

    def get(self, request, pk):
        item = get_object_or_404(self.records(), pk=pk)
        chosen = {"other": key_in(request.GET["other"])} if "other" in request.GET else None
        form = _other_form(self.model_admin.model, self.model_admin.admin_site)(chosen)
        if form.is_valid() and form.cleaned_data["other"] != item:
            return redirect(self.address("merge", item.pk, form.cleaned_data["other"].pk))
        close = self.records().filter(pk__in=[each.pk for each in like(item, 9) if each != item])
        return self.render(
            gettext("Merge “%(item)s” with…") % {"item": item},
            item=item,
            close=[(self.card(each), self.address("merge", item.pk, each.pk)) for each in close],
            form=form,
            media=form.media,
        )


class MergePage(RecordPage):
    """Compares two records, asks what stays, and merges them."""

    path = "merge/<int:kept>/<int:other>/"
    name = "%(app_label)s_%(model_name)s_merge"
    template = "admin/events/merge.html"

    def get(self, request, kept, other):
        return self._compare(*self._two(kept, other), {})

    def post(self, request, kept, other):
        choices = {
            name.removeprefix("fact-"): value
            for name, value in request.POST.items()
            if name.startswith("fact-") and value in {KEPT, OTHER}
        }
        return self._compare(*self._two(kept, other), choices, request.POST.get("seen", ""))

    def _two(self, kept, other):
        found = {item.pk: item for item in self.records().filter(pk__in=[kept, other])}
        if len(found) < 2:
            raise Http404
        return found[kept], found[other]

    def _compare(self, kept, other, choices, seen=None):
        """Shows what would be done; if that is what was `seen`, it is done."""
        report, errors = None, []
        try:
            report = preview(kept, other, choices)
            if seen == _digest(report):
                return self._merged(merge(kept, other, choices, self.request.user), kept)
            if seen is not None:
                errors = [gettext("Something has changed in the meantime. Please check this page again.")]
        except ValidationError as error:
            errors = error.messages
        return self.render(
            gettext("Merge two records"),
            kept=self.card(kept),
            other=self.card(other),
            facts=list(_rows(kept, other, choices)),
            report=report,
            errors=errors,
            seen=_digest(report) if report else "",
            swap_url=self.address("merge", other.pk, kept.pk),
            back=self.request.GET.get("from", ""),
        )

    def _merged(self, record, kept):
        sentence = gettext("“%(merged)s” was merged into “%(kept)s”.") % {
            "merged": record.merged_name,
            "kept": kept,
        }
        self.log_change(kept, gettext("Merged with “%(name)s”.") % {"name": record.merged_name})
        link = reverse("admin:events_merge_change", args=[record.pk])
        text = gettext("See what was done, or undo it")
        self.message(format_html('{} <a href="{}">{}</a>', sentence, link, text), messages.SUCCESS)
        if self.request.GET.get("from") == "duplicates":
            return redirect(self.address("duplicates"))
        return redirect(self.address("change", kept.pk))


class MergingAdmin(PagesAdmin, LastingAdmin):
    """For a model whose records may turn out to be duplicates."""

    change_list_template = "admin/events/merge_change_list.html"
    actions = ("merge_selected",)
    pages = (DuplicatesPage, DifferentPage, MergeWithPage, MergePage)

    class Media:
        css = {"all": ["staff/merge.css"]}

    def may_merge(self, request) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def address(self, word, *keys) -> str:
        return reverse(admin_urlname(self.opts, word), args=keys)

    def changelist_view(self, request, extra_context=None):
        context = {"duplicates_url": self.address("duplicates") if self.may_merge(request) else ""}
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {}
        if self.may_merge(request) and key_in(object_id):
            context["merge_url"] = self.address("merge_with", object_id)
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not self.may_merge(request):
            actions.pop("merge_selected", None)
        return actions

    @admin.action(description=_("Merge duplicates"))
    def merge_selected(self, request, queryset):
        keys = sorted(queryset.values_list("pk", flat=True))
        if len(keys) == 2:
            return redirect(self.address("merge", *keys))
        self.message_user(request, gettext("Tick exactly two records to merge them."), messages.WARNING)
        return None


def _rows(kept, other, choices):
    """For the page: each fact that at least one of the two has."""
    for fact in facts_of(type(kept)):
        mine, theirs = fact.text(kept), fact.text(other)
        if mine or theirs:
            yield {
                "name": fact.name,
                "label": fact.label,
                "mine": mine,
                "theirs": theirs,
                "is_list": fact.is_list,
                "is_same": mine == theirs,
                "chosen": choices.get(fact.name, KEPT if mine else OTHER),
            }


def _digest(report) -> str:
    """Shows whether what will be moved is still what the page showed, whatever values were selected."""
    shown = json.dumps([report["moved"], report["united"]], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _other_form(model, site):
    """A form to look up one record of the model, as the participants' forms do."""
    field = Participation._meta.get_field(model._meta.model_name)
    choice = forms.ModelChoiceField(
        model.objects.all(), label=_("Duplicate of"), widget=KeySelect(field, site)
    )
    return type("OtherForm", (forms.Form,), {"other": choice})
