"""What the pages of an import have in common."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from events.admin.pages import EventPage
from events.admin.participants_import.cells import OddTextsForm
from events.admin.participants_import.organisations import PlacesForm
from events.admin.participants_import.questions import asked
from events.admin.participants_import.rows import LISTED, OPEN, ORDER, cards, fate, places, tabs
from events.models import ImportBatch

State = ImportBatch.State
PLACES_PER_PAGE = 50  # organisations on a page
WITH_QUESTIONS = {"possible", "rejected"}


class ImportPage(EventPage):
    """For who may add people. All that a request does is kept, or nothing of it."""

    permission_required = ("events.change_event", "events.add_person")

    @classmethod
    def as_view(cls, **options):
        return transaction.atomic(super().as_view(**options))

    def to(self, name, *keys):
        """Leads to another page of this event."""
        return redirect(name, self.event.pk, *keys)


class BatchPage(ImportPage):
    """About one uploaded list."""

    def load(self, key) -> ImportBatch:
        """Whoever changes the list keeps others from applying, undoing or deleting it meanwhile."""
        found = ImportBatch.objects.select_related("source", "created_by", "applied_by", "undone_by")
        if self.request.method == "POST":
            found = found.select_for_update(of=("self",))
        return get_object_or_404(found.filter(event=self.event), pk=key)

    def to_batch(self, batch, shown="", page=""):
        """Leads to the page of the list, to the rows that are `shown` there."""
        address = reverse("admin:events_event_import_batch", args=[self.event.pk, batch.pk])
        query = {name: value for name, value in (("show", shown), ("page", page)) if value}
        return redirect(f"{address}?{urlencode(query)}" if query else address)

    def say_too_late(self):
        sentence = gettext("This list is not open for decisions at the moment. Nothing was saved.")
        self.message(sentence, messages.WARNING)


class RowsPage(BatchPage):
    """Shows the rows of a checked list, and what is asked about them."""

    template = "admin/events/import/rows.html"

    def render_rows(self, batch, refused=None):
        """The page of a list; `refused` is a form whose sentences stand where they belong."""
        request = self.request
        odd = refused if isinstance(refused, OddTextsForm) else OddTextsForm(None, batch)
        possible = [name for name in ORDER if batch.counts.get(name)]
        is_open = batch.state == State.CHECKED
        further = ["organisations", *(["cells"] if is_open and odd.texts else [])]
        wanted = refused.shown if refused else request.GET.get("show")
        shown = wanted if wanted in (*possible, *further) else (possible or [""])[0]
        named = batch.organisations.filter(is_named=True)
        context = {"places": None, "known_places": [], "cards": [], "page": None, "questions": []}
        if shown == "organisations":
            new, context["known_places"] = places(batch)
            wanted = request.POST.get("page") or request.GET.get("page")
            context["page"] = Paginator(new, PLACES_PER_PAGE).get_page(wanted)
            context["places"] = refused or PlacesForm(
                None, list(context["page"]), self.model_admin.admin_site
            )
            context["media"] = context["places"].media
        elif shown == "possible" and is_open and "question" not in request.GET:
            context["questions"] = asked(batch)
        elif shown != "cells":
            rows = batch.rows.filter(verdict=shown).select_related("person")
            if question := request.GET.get("question"):
                rows = rows.filter(question=question)
                context["question"] = question
            size = OPEN if shown in WITH_QUESTIONS else LISTED
            context["page"] = Paginator(rows, size).get_page(request.GET.get("page"))
            context["cards"] = cards(batch, list(context["page"]))
        return self.render(
            gettext("Import of “%(file)s”") % {"file": batch.file_name},
            batch=batch,
            shown=shown,
            tabs=tabs(batch, shown),
            fate=fate(batch, shown),
            organisations=named.count(),
            to_create=named.filter(organisation=None).count(),
            is_open=is_open,
            odd=odd if is_open else None,
            refused=refused,
            counts=batch.counts,
            **context,
        )
