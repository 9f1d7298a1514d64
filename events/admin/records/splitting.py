"""The page on which a record that two people share is divided between them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Media, Script
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from events.admin.records.merging import MergingAdmin
from events.admin.records.splitting_form import SplitForm, filled
from events.records.splitting import preview, split
from publishing.keys import key_in

MEDIA = Media(css={"all": ["staff/split.css"]}, js=[Script("staff/split.js", type="module")])


class SplittingAdmin(MergingAdmin):
    """For people: whoever may merge two may split one."""

    def get_urls(self):
        view = self.admin_site.admin_view(self._for_mergers(self.split_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_split"
        return [path("<int:pk>/split/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {}
        if self.may_merge(request) and key_in(object_id):
            context["split_url"] = self._address("split", object_id)
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_fieldsets(self, request, obj=None):
        """The appearances stand last."""
        *others, (label, options) = super().get_fieldsets(request, obj)
        if obj and "appearances" in options["fields"] and self.may_merge(request):
            words = gettext("Is one of these somebody else’s of the same name?"), gettext("Split in two…")
            link = format_html('{} <a href="{}">{}</a>', words[0], self._address("split", obj.pk), words[1])
            options = options | {"description": link}
        return [*others, (label, options)]

    def split_view(self, request, pk):
        """Choose what belongs to somebody else, look at both people as they would be, and split them."""
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        data = request.POST if request.method == "POST" else None
        form = SplitForm(person, filled(person, data) if "fill" in request.POST else data)
        report = None
        if form.is_valid():
            try:
                if "split" in request.POST:
                    return self._was_split(request, person, split(person, form.share, request.user))
                report = preview(person, form.share)
            except ValidationError as error:
                form.add_error(None, error)
        sentences = [sentence for several in form.errors.values() for sentence in several]
        return self._page(
            request,
            "split_live" if "live" in request.POST else "split",
            gettext("Split “%(item)s” in two") % {"item": person},
            person=self._card(person),
            form=form,
            report=report,
            sentences=list(dict.fromkeys(sentences)),
            is_refused="split" in request.POST,
            media=MEDIA,
        )

    def _was_split(self, request, person, record):
        words = {"new": record.new_name, "kept": record.kept_name}
        self.log_change(request, person, gettext("“%(new)s” was split off.") % words)
        new = self.model.objects.get(pk=record.new_id)
        self.log_addition(request, new, gettext("Split off from “%(kept)s”.") % words)
        self.message_user(
            request,
            format_html(
                '{} <a href="{}">{}</a> · <a href="{}">{}</a>',
                gettext("“%(new)s” is a person apart from “%(kept)s” now.") % words,
                self._address("change", new.pk),
                gettext("Open the new person"),
                reverse("admin:events_split_change", args=[record.pk]),
                gettext("Look at what was done, or undo it"),
            ),
            messages.SUCCESS,
        )
        return redirect(self._address("change", person.pk))
