"""The page of an uploaded list: its rows, one of them, its undoing, and how it is forgotten."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext, ngettext

from events.admin.participants_import.base import BatchPage, RowsPage
from events.admin.participants_import.forms import RowForm
from events.models import ImportBatch
from events.participants_import import cells, checking, deciding
from events.participants_import.applying import NotNowError
from events.participants_import.undoing import undo

State = ImportBatch.State


class ListPage(RowsPage):
    """As far as the list has come: its columns, its check, its rows."""

    path = "<int:pk>/import/<int:batch>/"
    name = "events_event_import_batch"

    def get(self, request, batch):
        batch = self.load(batch)
        if batch.state == State.COLUMNS and not batch.forgotten:
            return self.to("admin:events_event_import_columns", batch.pk)
        if batch.state == State.CHECKING:
            done, total = checking.progress(batch)
            return self.render(
                gettext("The list is being checked"),
                template="admin/events/import/progress.html",
                batch=batch,
                done=done,
                total=total,
            )
        return self.render_rows(batch)


class CheckPage(BatchPage):
    """Begins the check, or goes on with it."""

    path = "<int:pk>/import/<int:batch>/check/"
    name = "events_event_import_check"

    def post(self, request, batch):
        batch = self.load(batch)
        if batch.state in (State.CHECKED, State.UNDONE) and not batch.forgotten:
            checking.start(batch)
        batch = checking.step(batch.pk)
        if request.headers.get("Accept") == "application/json":
            done, total = checking.progress(batch)
            return JsonResponse({"done": done, "total": total, "goes_on": batch.state == State.CHECKING})
        return self.to_batch(batch)


class RowPage(BatchPage):
    """All cells of a row, to put them right."""

    path = "<int:pk>/import/<int:batch>/rows/<int:number>/"
    name = "events_event_import_row"
    template = "admin/events/import/row.html"

    def get(self, request, batch, number):
        return self._show(*self._form(batch, number))

    def post(self, request, batch, number):
        batch, row, form = self._form(batch, number, request.POST)
        if not form.is_valid():
            return self._show(batch, row, form)
        if batch.state != State.CHECKED:
            self.say_too_late()
            return self._show(batch, row, form)
        deciding.decide(batch, {}, {number: form.corrections()})
        self.message(gettext("Row %(row)d was saved. The list is being checked again.") % {"row": number})
        return self.to_batch(batch)

    def _form(self, batch, number, data=None):
        batch = self.load(batch)
        row = get_object_or_404(batch.rows, number=number)
        return batch, row, RowForm(data, cells.texts_of(row, batch.columns), row.errors | row.notes)

    def _show(self, batch, row, form):
        title = gettext("Row %(row)d of “%(file)s”") % {"row": row.number, "file": batch.file_name}
        return self.render(title, batch=batch, row=row, form=form)


class UndoPage(BatchPage):
    path = "<int:pk>/import/<int:batch>/undo/"
    name = "events_event_import_undo"

    def post(self, request, batch):
        batch = self.load(batch)
        try:
            batch = undo(batch.pk, request.user)
        except NotNowError as refused:
            self.message(str(refused), messages.WARNING)
            return self.to_batch(batch)
        sentence = gettext("The import of “%(file)s” has been undone.") % {"file": batch.file_name}
        self.log_change(self.event, sentence)
        kept = len(batch.report)
        if kept:
            sentence += " " + ngettext(
                "%(count)d item was kept because it has been changed or used since; see below.",
                "%(count)d items were kept because they have been changed or used since; see below.",
                kept,
            ) % {"count": kept}
        self.message(sentence, messages.WARNING if kept else messages.SUCCESS)
        return self.to_batch(batch)


class ForgetPage(BatchPage):
    """Deletes the rows of an applied list, and of any other list all that is known of it."""

    path = "<int:pk>/import/<int:batch>/forget/"
    name = "events_event_import_forget"

    def post(self, request, batch):
        batch = self.load(batch)
        if batch.state == State.APPLIED:
            deciding.forget(batch)
            sentence = gettext("The rows of “%(file)s” were deleted. The participants remain.")
        else:
            batch.delete()
            sentence = gettext("“%(file)s” was deleted. None of it had been added to the database.")
        self.message(sentence % {"file": batch.file_name}, messages.SUCCESS)
        return self.to("admin:events_event_import")
