"""The form of a live item: its change can be kept as a draft, until it is published or thrown away."""

from copy import copy
from functools import cache

from django import forms
from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters, admin_urlname
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from history.admin import HistoryAdmin, ItemPage
from history.contents import content_of
from history.differences import changed_labels, differences
from history.drafts.due import publish_due
from history.drafts.publishing import keep, put_on, topics_in
from history.kinds import kind_of
from history.models import Draft
from publishing.admin.columns import moment
from publishing.admin.moments import MomentField
from publishing.admin.preview import is_preview
from publishing.admin.publishable import PUBLISHING_FIELDSET, PublishableAdmin

KEEP = "_keep"  # the button that keeps a change as a draft


@cache
def with_minute(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """The form of a live item, in which the minute of a change can be set."""

    class DraftForm(form):
        change_at = MomentField(
            label=_("publish this change at"),
            required=False,
            help_text=_(
                "For “Keep as a draft”: visitors see the change from this minute on. If empty, the change "
                "waits until you publish it."
            ),
        )

        def clean(self):
            cleaned = super().clean()
            due = cleaned.get("change_at")
            if due and KEEP not in self.data and not is_previewed(self.data):
                self.add_error(
                    "change_at",
                    gettext(
                        "The change would be published now. Press “Keep as a draft” to have it published at "
                        "this time, or empty the field."
                    ),
                )
            elif due and due <= timezone.now():
                self.add_error("change_at", gettext("This time has passed. Enter a later one."))
            ends = cleaned.get("unpublish_at")
            if due and ends and ends <= due:
                self.add_error("change_at", gettext("By this time the item will have been taken down."))
            return cleaned

    DraftForm.__name__ = form.__name__
    return DraftForm


def is_previewed(data) -> bool:
    return "_preview" in data


class DiscardPage(ItemPage):
    """Throws a draft away."""

    path = "<path:object_id>/draft/discard/"
    name = "%(app_label)s_%(model_name)s_discard_draft"

    def get(self, request):
        return redirect(admin_urlname(self.model_admin.opts, "change"), self.item.pk)

    def post(self, request):
        if not self.may_restore:
            raise PermissionDenied
        deleted, _rows = Draft.objects.filter(
            kind=kind_of(self.model_admin.model).name, object_id=self.item.pk
        ).delete()
        if deleted:
            self.log_change(self.item, "Discarded the draft of a change.")
            self.message(
                gettext("The draft is discarded. Visitors still see what they saw."), messages.SUCCESS
            )
        return redirect(admin_urlname(self.model_admin.opts, "change"), self.item.pk)


class DraftComparePage(ItemPage):
    """What a draft changes, word by word."""

    path = "<path:object_id>/draft/"
    name = "%(app_label)s_%(model_name)s_draft"
    template = "admin/history/draft.html"

    def get(self, request):
        kind = kind_of(self.model_admin.model)
        draft = Draft.objects.of(kind, self.item.pk)
        if draft is None:
            raise Http404
        live = content_of(kind, self.item.pk)
        return self.render(
            gettext("Draft of a change"), draft=draft, found=differences(kind, live, draft.content)
        )


class DraftAdmin(HistoryAdmin, PublishableAdmin):
    """A live item is shown and saved as its draft says; unless published, all of that is rolled back."""

    def get_urls(self):
        return [DiscardPage.url(self), DraftComparePage.url(self), *super().get_urls()]

    def may_restore(self, request, item):
        # What visitors see, only those change who may publish.
        return item.trashed_at is None and self.may_trash(request, item)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        request.draft, request.kept = None, None
        if object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        draft = self._draft(request, unquote(object_id))
        is_kept = request.method == "POST" and KEEP in request.POST and not is_preview(request)
        if draft is None and not is_kept:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            request.draft = draft
            if draft:
                request.draft_outcome, request.draft_merged = put_on(draft, draft.made_by)
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if isinstance(response, TemplateResponse):
                response.render()
            is_saved = request.method == "POST" and response.status_code == 302 and not is_preview(request)
            if not is_saved or request.kept:
                transaction.set_rollback(True)
            elif draft:
                draft.delete()
        if request.kept:
            self._keep(request, int(unquote(object_id)))
        return response

    def _draft(self, request, key):
        """The draft of the item, for who may change it; when its minute is over it is none any more."""
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        draft = Draft.objects.of(kind_of(self.model), key)
        if draft and draft.due_at and draft.due_at <= timezone.now():
            publish_due()
            draft = Draft.objects.of(kind_of(self.model), key)
        if draft is None:
            return None
        item = self.get_object(request, key)
        return draft if item and self.may_restore(request, item) else None

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self._is_live(request, obj):
            kwargs["form"] = with_minute(kwargs.get("form", self.form))
        form = super().get_form(request, obj, change=change, **kwargs)
        draft = getattr(request, "draft", None)
        if "change_at" in form.base_fields and draft:
            # The class of the form is made anew, its fields are those of all forms.
            field = form.base_fields["change_at"] = copy(form.base_fields["change_at"])
            field.initial = draft.due_at
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self._is_live(request, obj):
            return fieldsets
        name = PUBLISHING_FIELDSET[0]
        return [
            (title, options | {"fields": [*options["fields"], "change_at"]} if title == name else options)
            for title, options in fieldsets
        ]

    def _is_live(self, request, obj) -> bool:
        return obj is not None and obj.is_published and self.may_restore(request, obj)

    def form_buttons(self, request, stored):
        buttons = super().form_buttons(request, stored)
        if getattr(request, "draft", None):
            buttons[0] = buttons[0]._replace(label=gettext("Publish the change"))
        return buttons

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        draft = getattr(request, "draft", None)
        context |= {"draft": draft, "may_draft": self._is_live(request, obj)}
        if draft:
            merged = request.draft_merged
            context |= {
                "draft_left_out": request.draft_outcome.left_out,
                "draft_conflicts": _labels(kind_of(self.model), merged.both),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.due_at = form.cleaned_data.get("change_at")

    def response_change(self, request, obj):
        if is_preview(request) or KEEP not in request.POST or not obj.is_published:
            return super().response_change(request, obj)
        content = content_of(kind_of(self.model), obj.pk)
        request.kept = content, topics_in(content)
        address = reverse(admin_urlname(self.opts, "change"), args=[obj.pk])
        filters = self.get_preserved_filters(request)
        return redirect(add_preserved_filters({"preserved_filters": filters, "opts": self.opts}, address))

    def _keep(self, request, key):
        content, topics = request.kept
        for _message in messages.get_messages(request):
            pass  # each tells of something that did not come to stay
        keep(kind_of(self.model), key, content, topics, request.user, timezone.now(), request.due_at)
        item = self.model._base_manager.get(pk=key)
        self.log_change(request, item, "Kept a change as a draft.")
        words = {"title": item}
        sentence = gettext(
            "The change of “%(title)s” is kept as a draft. Visitors still see the text without it."
        )
        if request.due_at:
            words["time"] = moment(request.due_at)
            sentence = gettext("The change of “%(title)s” is kept, and will be published on %(time)s.")
        self.message_user(request, sentence % words, messages.SUCCESS)


def _labels(kind, names) -> list[str]:
    """The labels of these columns and tables."""
    own = dict.fromkeys(names, True)
    content = {"own": own, "parts": {name: [True] for name in names}}
    return changed_labels(kind, {"own": {}, "parts": {}}, content)
