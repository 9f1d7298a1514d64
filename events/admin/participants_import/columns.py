"""The page on which staff say what the columns of a list mean, and which rows hold its headings."""

from django.utils.translation import gettext

from events.admin.participants_import.forms import ColumnsForm, HeadingRowsForm
from events.participants_import import checking
from events.participants_import.columns import layout
from events.participants_import.uploading import choose_headings, name_columns, outside
from events.tables.lines import UnreadableError


class ColumnsPage:
    """Views of the import's admin."""

    def import_columns_view(self, request, pk, batch):
        batch = self._batch(request, pk, batch)
        if not batch.may_be_checked:
            return self._to("import_batch", pk, batch.pk)
        form = ColumnsForm(request.POST or None, batch)
        if request.method == "POST" and form.is_valid():
            name_columns(batch, form.columns(), form.defaults())
            checking.step(batch.pk)
            return self._to("import_batch", pk, batch.pk)
        return self._columns_page(request, batch, form, HeadingRowsForm(None, batch))

    def import_headings_view(self, request, pk, batch):
        batch = self._batch(request, pk, batch)
        if not batch.may_be_checked or batch.heading_rows is None:
            return self._to("import_batch", pk, batch.pk)
        form = HeadingRowsForm(request.POST, batch)
        if form.is_valid():
            try:
                choose_headings(batch, form.cleaned_data["rows"])
                return self._to("import_columns", pk, batch.pk)
            except UnreadableError as refused:
                form.add_error("rows", str(refused))
        return self._columns_page(request, batch, ColumnsForm(request.POST, batch), form)

    def _columns_page(self, request, batch, form, headings):
        rows = list(batch.rows.values_list("number", flat=True))
        around = [line.number for line in outside(batch)]
        return self._import_page(
            request,
            "columns",
            batch.event,
            gettext("What the columns mean"),
            batch=batch,
            form=form,
            headings=headings if batch.heading_rows is not None else None,
            layout=layout.says(batch.heading_rows, rows, around) if batch.heading_rows is not None else "",
            lines=form.lines(),
            rows=len(rows),
        )
