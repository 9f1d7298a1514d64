"""The pages on which duplicates are found, compared and merged."""

import hashlib
import json

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from events.models import Participation
from events.records.duplicates import like, likely_pairs, note_different
from events.records.facts import facts_of
from events.records.merging import KEPT, OTHER, merge, preview
from publishing.admin.choosers import KeySelect
from publishing.keys import key_in, keys_in

PAGE_SIZE = 25


class MergingAdmin(admin.ModelAdmin):
    """For a model of which two records may turn out to be one."""

    change_list_template = "admin/events/merge_change_list.html"
    actions = ("merge_selected",)

    class Media:
        css = {"all": ["staff/merge.css"]}

    def get_urls(self):
        pages = (
            ("duplicates/", "duplicates", self.duplicates_view),
            ("duplicates/different/", "different", require_POST(self.different_view)),
            ("<int:pk>/merge/", "merge_with", self.merge_with_view),
            ("merge/<int:kept>/<int:other>/", "merge", self.merge_view),
        )
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(address, self.admin_site.admin_view(self._for_mergers(view)), name=f"{name}_{word}")
            for address, word, view in pages
        ]
        return own + super().get_urls()

    def may_merge(self, request) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def _for_mergers(self, view):
        def guarded(request, *args, **kwargs):
            if not self.may_merge(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    def _address(self, word, *keys):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{word}", args=keys)

    def _page(self, request, template, title, **context):
        context |= self.admin_site.each_context(request) | {
            "title": title,
            "opts": self.opts,
            "media": self.media + context.get("media", forms.Media()),
        }
        return TemplateResponse(request, f"admin/events/{template}.html", context)

    def changelist_view(self, request, extra_context=None):
        context = {"duplicates_url": self._address("duplicates") if self.may_merge(request) else ""}
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {}
        if self.may_merge(request) and key_in(object_id):
            context["merge_url"] = self._address("merge_with", object_id)
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not self.may_merge(request):
            actions.pop("merge_selected", None)
        return actions

    @admin.action(description=_("Merge two that are the same"))
    def merge_selected(self, request, queryset):
        keys = sorted(queryset.values_list("pk", flat=True))
        if len(keys) == 2:
            return redirect(self._address("merge", *keys))
        self.message_user(request, gettext("Tick exactly two records to merge them."), messages.WARNING)
        return None

    def duplicates_view(self, request):
        """Likely pairs, the likeliest first."""
        page = Paginator(likely_pairs(self.model), PAGE_SIZE).get_page(request.GET.get("p"))
        keys = {key for pair in page for key in (pair.first, pair.second)}
        found = {item.pk: item for item in self.get_queryset(request).filter(pk__in=keys)}
        pairs = [
            {
                "items": [self._card(found[pair.first]), self._card(found[pair.second])],
                "reasons": pair.reasons,
                "merge_url": self._address("merge", pair.first, pair.second) + "?from=duplicates",
            }
            for pair in page
        ]
        return self._page(
            request,
            "duplicates",
            gettext("Likely duplicates"),
            pairs=pairs,
            page=page,
            different_url=self._address("different"),
        )

    def different_view(self, request):
        keys = keys_in(request.POST.getlist("pair"))
        if len(keys) != 2 or self.model.objects.filter(pk__in=keys).count() != 2:
            raise Http404
        note_different(self.model, *keys, request.user)
        self.message_user(request, gettext("Noted. This pair will not be shown again."), messages.SUCCESS)
        return redirect(self._address("duplicates"))

    def merge_with_view(self, request, pk):
        """Choose the record that is the same as this one."""
        item = get_object_or_404(self.get_queryset(request), pk=pk)
        chosen = {"other": key_in(request.GET["other"])} if "other" in request.GET else None
        form = _other_form(self.model, self.admin_site)(chosen)
        if form.is_valid() and form.cleaned_data["other"] != item:
            return redirect(self._address("merge", item.pk, form.cleaned_data["other"].pk))
        close = self.get_queryset(request).filter(pk__in=[each.pk for each in like(item, 9) if each != item])
        return self._page(
            request,
            "merge_with",
            gettext("Merge “%(item)s” with…") % {"item": item},
            item=item,
            close=[(self._card(each), self._address("merge", item.pk, each.pk)) for each in close],
            form=form,
            media=form.media,
        )

    def _card(self, item):
        return {"item": item, "details": self.details(item), "url": self._address("change", item.pk)}

    def merge_view(self, request, kept, other):
        """Compare two records, choose what stays, and merge them."""
        found = {item.pk: item for item in self.get_queryset(request).filter(pk__in=[kept, other])}
        if len(found) < 2:
            raise Http404
        kept, other = found[kept], found[other]
        choices = {
            name.removeprefix("fact-"): value
            for name, value in request.POST.items()
            if name.startswith("fact-") and value in {KEPT, OTHER}
        }
        report, errors = None, []
        try:
            report = preview(kept, other, choices)
            seen = _digest(report)
            if request.method == "POST" and request.POST.get("seen") == seen:
                return self._merged(request, merge(kept, other, choices, request.user), kept)
            if request.method == "POST":
                errors = [gettext("Something changed meanwhile. Please look through this page once more.")]
        except ValidationError as error:
            errors = error.messages
        return self._page(
            request,
            "merge",
            gettext("Merge two records"),
            kept=self._card(kept),
            other=self._card(other),
            facts=list(_rows(kept, other, choices)),
            report=report,
            errors=errors,
            seen=seen if report else "",
            swap_url=self._address("merge", other.pk, kept.pk),
            back=request.GET.get("from", ""),
        )

    def _merged(self, request, record, kept):
        sentence = gettext("“%(merged)s” is now one with “%(kept)s”.") % {
            "merged": record.merged_name,
            "kept": kept,
        }
        self.log_change(request, kept, gettext("Merged with “%(name)s”.") % {"name": record.merged_name})
        link = reverse("admin:events_merge_change", args=[record.pk])
        text = gettext("Look at what was done, or undo it")
        self.message_user(
            request, format_html('{} <a href="{}">{}</a>', sentence, link, text), messages.SUCCESS
        )
        if request.GET.get("from") == "duplicates":
            return redirect(self._address("duplicates"))
        return redirect(self._address("change", kept.pk))


def _rows(kept, other, choices):
    """For the page: each fact that at least one of the two tells."""
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
    """Tells whether what will move is still what the page showed, whatever values were chosen."""
    shown = json.dumps([report["moved"], report["united"]], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _other_form(model, site):
    """A form that looks up one record of the model, as the participants' forms do."""
    field = Participation._meta.get_field(model._meta.model_name)
    choice = forms.ModelChoiceField(
        model.objects.all(), label=_("The same as"), widget=KeySelect(field, site)
    )
    return type("OtherForm", (forms.Form,), {"other": choice})
