"""The page where staff say what the columns of a list mean and which rows hold its headings."""

from django.utils.translation import gettext

from events.admin.participants_import.base import BatchPage
from events.admin.participants_import.forms import ColumnsForm, HeadingRowsForm
from events.participants_import import checking
from events.participants_import.columns import layout
from events.participants_import.uploading import choose_headings, name_columns, outside
from events.tables.lines import UnreadableError


class _ColumnsPage(BatchPage):
    template = "admin/events/import/columns.html"

    def show(self, batch, form, headings):
        rows = list(batch.rows.values_list("number", flat=True))
        around = [line.number for line in outside(batch)]
        return self.render(
            gettext("What the columns mean"),
            batch=batch,
            form=form,
            headings=headings if batch.heading_rows is not None else None,
            layout=layout.says(batch.heading_rows, rows, around) if batch.heading_rows is not None else "",
            lines=form.lines(),
            rows=len(rows),
        )


class ColumnsPage(_ColumnsPage):
    path = "<int:pk>/import/<int:batch>/columns/"
    name = "events_event_import_columns"

    def get(self, request, batch):
        return self._name_columns(self.load(batch))

    def post(self, request, batch):
        return self._name_columns(self.load(batch), request.POST)

    def _name_columns(self, batch, data=None):
        if not batch.may_be_checked:
            return self.to_batch(batch)
        form = ColumnsForm(data, batch)
        if not form.is_valid():
            return self.show(batch, form, HeadingRowsForm(None, batch))
        name_columns(batch, form.columns(), form.defaults())
        checking.step(batch.pk)
        return self.to_batch(batch)


class HeadingsPage(_ColumnsPage):
    path = "<int:pk>/import/<int:batch>/headings/"
    name = "events_event_import_headings"

    def post(self, request, batch):
        batch = self.load(batch)
        if not batch.may_be_checked or batch.heading_rows is None:
            return self.to_batch(batch)
        form = HeadingRowsForm(request.POST, batch)
        if form.is_valid():
            try:
                choose_headings(batch, form.cleaned_data["rows"])
                return self.to("admin:events_event_import_columns", batch.pk)
            except UnreadableError as refused:
                form.add_error("rows", str(refused))
        return self.show(batch, ColumnsForm(request.POST, batch), form)
