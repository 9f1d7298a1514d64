"""The page where a record shared by two people is split between them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Media, Script
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from events.admin.records.merging import MergingAdmin, RecordPage
from events.admin.records.splitting_form import SplitForm, filled
from events.records.splitting import preview, split
from publishing.keys import key_in

MEDIA = Media(css={"all": ["staff/split.css"]}, js=[Script("staff/split.js", type="module")])


class SplitPage(RecordPage):
    """Asks what belongs to somebody else, shows both people as they would be, and splits them."""

    path = "<int:pk>/split/"
    name = "events_person_split"
    template = "admin/events/split.html"

    def get(self, request, pk):
        person = self._person(pk)
        return self._show(person, SplitForm(person))

    def post(self, request, pk):
        person = self._person(pk)
        form = SplitForm(person, filled(person, request.POST) if "fill" in request.POST else request.POST)
        report = None
        if form.is_valid():
            try:
                if "split" in request.POST:
                    return self._was_split(person, split(person, form.share, request.user))
                report = preview(person, form.share)
            except ValidationError as error:
                form.add_error(None, error)
        return self._show(person, form, report)

    def _person(self, pk):
        return get_object_or_404(self.records(), pk=pk)

    def _show(self, person, form, report=None):
        sentences = [sentence for several in form.errors.values() for sentence in several]
        return self.render(
            gettext("Split “%(item)s” in two") % {"item": person},
            template="admin/events/split_live.html" if "live" in self.request.POST else self.template,
            person=self.card(person),
            form=form,
            report=report,
            sentences=list(dict.fromkeys(sentences)),
            is_refused="split" in self.request.POST,
            media=MEDIA,
        )

    def _was_split(self, person, record):
        words = {"new": record.new_name, "kept": record.kept_name}
        self.log_change(person, gettext("“%(new)s” was split off.") % words)
        new = self.model_admin.model.objects.get(pk=record.new_id)
        self.model_admin.log_addition(self.request, new, gettext("Split off from “%(kept)s”.") % words)
        self.message(
            format_html(
                '{} <a href="{}">{}</a> · <a href="{}">{}</a>',
                gettext("“%(new)s” and “%(kept)s” are now separate people.") % words,
                self.address("change", new.pk),
                gettext("Open the new person"),
                reverse("admin:events_split_change", args=[record.pk]),
                gettext("See what was done, or undo it"),
            ),
            messages.SUCCESS,
        )
        return redirect(self.address("change", person.pk))


class SplittingAdmin(MergingAdmin):
    """For people. Users who may merge two may also split one."""

    pages = (*MergingAdmin.pages, SplitPage)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {}
        if self.may_merge(request) and key_in(object_id):
            context["split_url"] = self.address("split", object_id)
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_fieldsets(self, request, obj=None):
        """The appearances come last."""
        *others, (label, options) = super().get_fieldsets(request, obj)
        if obj and "appearances" in options["fields"] and self.may_merge(request):
            words = (
                gettext("Do any of these belong to someone else with the same name?"),
                gettext("Split in two…"),
            )
            link = format_html('{} <a href="{}">{}</a>', words[0], self.address("split", obj.pk), words[1])
            options = options | {"description": link}
        return [*others, (label, options)]
