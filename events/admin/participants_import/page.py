"""Importing a list of participants by clicking: file, columns, dry run, decisions, applying, undoing."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST
from import_export.formats.base_formats import XLSX

from events.admin.participants_import.cells import OddTextsForm
from events.admin.participants_import.columns import ColumnsPage
from events.admin.participants_import.decisions import DecisionsPage
from events.admin.participants_import.forms import RowForm, UploadForm
from events.admin.participants_import.organisations import PlacesForm
from events.admin.participants_import.questions import asked
from events.admin.participants_import.rows import LISTED, OPEN, ORDER, cards, fate, places, tabs
from events.models import ImportBatch, ImportSource
from events.participants_import import cells, checking, deciding
from events.participants_import.applying import NotNowError
from events.participants_import.example import example
from events.participants_import.undoing import undo
from events.participants_import.uploading import upload
from events.tables.lines import UnreadableError

State = ImportBatch.State
PLACES_PER_PAGE = 50  # organisations on a page
WITH_QUESTIONS = {"possible", "rejected"}


class ParticipantsImportAdmin(ColumnsPage, DecisionsPage, admin.ModelAdmin):
    def get_urls(self):
        def page(address, view, name):
            view = self.admin_site.admin_view(transaction.atomic(view))
            return path(f"<int:pk>/import/{address}", view, name=f"events_event_{name}")

        return [
            page("", self.imports_view, "import"),
            page("template/", require_GET(self.import_template_view), "import_template"),
            page("<int:batch>/", require_GET(self.import_batch_view), "import_batch"),
            page("<int:batch>/columns/", self.import_columns_view, "import_columns"),
            page("<int:batch>/headings/", require_POST(self.import_headings_view), "import_headings"),
            page("<int:batch>/check/", require_POST(self.import_check_view), "import_check"),
            page("<int:batch>/decide/", require_POST(self.import_decide_view), "import_decide"),
            page("<int:batch>/rows/<int:number>/", self.import_row_view, "import_row"),
            page("<int:batch>/apply/", require_POST(self.import_apply_view), "import_apply"),
            page("<int:batch>/undo/", require_POST(self.import_undo_view), "import_undo"),
            page("<int:batch>/forget/", require_POST(self.import_forget_view), "import_forget"),
            *super().get_urls(),
        ]

    def _event(self, request, pk):
        event = self.event_of(request, pk)
        if not request.user.has_perm("events.add_person"):
            raise PermissionDenied
        return event

    def _batch(self, request, pk, batch) -> ImportBatch:
        """The batch; whoever changes it keeps others from applying, undoing or deleting it meanwhile."""
        event = self._event(request, pk)
        found = ImportBatch.objects.select_related("source", "created_by", "applied_by", "undone_by")
        if request.method == "POST":
            found = found.select_for_update(of=("self",))
        return get_object_or_404(found.filter(event=event), pk=batch)

    def _to(self, name, *args):
        return redirect(f"admin:events_event_{name}", *args)

    def _import_page(self, request, template, event, title, **context):
        return self.page(request, f"import/{template}", event, title, **context)

    def imports_view(self, request, pk):
        event = self._event(request, pk)
        form = UploadForm(request.POST or None, request.FILES or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            deciding.forget_old()
            data = form.cleaned_data
            try:
                batch = upload(
                    event, form.the_source(), data["file"], request.user, data["encoding"], data["sheet"]
                )
                return self._to("import_columns", pk, batch.pk)
            except UnreadableError as refused:
                form.add_error("file", str(refused))
        batches = event.import_batches.defer("outside").select_related(
            "source", "created_by", "applied_by", "undone_by"
        )
        return self._import_page(
            request,
            "list",
            event,
            gettext("Import a list of participants"),
            form=form,
            batches=batches,
            sources=ImportSource.objects.all(),
            days=deciding.ROWS_LIFETIME.days,
        )

    def import_template_view(self, request, pk):
        self._event(request, pk)
        return HttpResponse(
            XLSX().export_data(example()),
            content_type=XLSX.CONTENT_TYPE,
            headers={"Content-Disposition": 'attachment; filename="participants-template.xlsx"'},
        )

    def import_batch_view(self, request, pk, batch):
        batch = self._batch(request, pk, batch)
        if batch.state == State.COLUMNS and not batch.forgotten:
            return self._to("import_columns", pk, batch.pk)
        if batch.state == State.CHECKING:
            done, total = checking.progress(batch)
            title = gettext("The list is being checked")
            return self._import_page(
                request, "progress", batch.event, title, batch=batch, done=done, total=total
            )
        return self._rows_page(request, batch)

    def _to_rows(self, batch, shown, page=None):
        address = reverse("admin:events_event_import_batch", args=[batch.event_id, batch.pk])
        query = {name: value for name, value in (("show", shown), ("page", page)) if value}
        return redirect(f"{address}?{urlencode(query)}" if query else address)

    def _rows_page(self, request, batch, refused=None):
        """The page of a list; `refused` is a form whose sentences stand where they belong."""
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
            context["places"] = refused or PlacesForm(None, list(context["page"]), self.admin_site)
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
        return self._import_page(
            request,
            "rows",
            batch.event,
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

    def import_check_view(self, request, pk, batch):
        batch = self._batch(request, pk, batch)
        if batch.state in (State.CHECKED, State.UNDONE) and not batch.forgotten:
            checking.start(batch)
        batch = checking.step(batch.pk)
        if request.headers.get("Accept") == "application/json":
            done, total = checking.progress(batch)
            return JsonResponse({"done": done, "total": total, "goes_on": batch.state == State.CHECKING})
        return self._to("import_batch", pk, batch.pk)

    def import_row_view(self, request, pk, batch, number):
        batch = self._batch(request, pk, batch)
        row = get_object_or_404(batch.rows, number=number)
        form = RowForm(request.POST or None, cells.texts_of(row, batch.columns), row.errors | row.notes)
        if request.method == "POST" and form.is_valid():
            if batch.state == State.CHECKED:
                deciding.decide(batch, {}, {number: form.corrections()})
                sentence = gettext("Row %(row)d is kept, and the list is checked again.") % {"row": number}
                self.message_user(request, sentence)
                return self._to("import_batch", pk, batch.pk)
            self._too_late(request)
        title = gettext("Row %(row)d of “%(file)s”") % {"row": number, "file": batch.file_name}
        return self._import_page(request, "row", batch.event, title, batch=batch, row=row, form=form)

    def import_undo_view(self, request, pk, batch):
        batch = self._batch(request, pk, batch)
        try:
            batch = undo(batch.pk, request.user)
        except NotNowError as refused:
            self.message_user(request, str(refused), messages.WARNING)
            return self._to("import_batch", pk, batch.pk)
        sentence = gettext("The import of “%(file)s” is undone.") % {"file": batch.file_name}
        self.log_change(request, batch.event, sentence)
        kept = len(batch.report)
        if kept:
            sentence += " " + ngettext(
                "%(count)d thing stays, because it was changed or used since; see below.",
                "%(count)d things stay, because they were changed or used since; see below.",
                kept,
            ) % {"count": kept}
        self.message_user(request, sentence, messages.WARNING if kept else messages.SUCCESS)
        return self._to("import_batch", pk, batch.pk)

    def import_forget_view(self, request, pk, batch):
        batch = self._batch(request, pk, batch)
        if batch.state == State.APPLIED:
            deciding.forget(batch)
            sentence = gettext("The rows of “%(file)s” are deleted. The participants stay.")
        else:
            batch.delete()
            sentence = gettext("“%(file)s” is deleted. Nothing of it was in the database.")
        self.message_user(request, sentence % {"file": batch.file_name}, messages.SUCCESS)
        return self._to("import", pk)
