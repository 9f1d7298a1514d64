"""The page on which a list is uploaded, with the lists of before and an empty one to fill in."""

from django.utils.translation import gettext
from import_export.formats.base_formats import XLSX

from events.admin.pages import download
from events.admin.participants_import.base import ImportPage
from events.admin.participants_import.forms import UploadForm
from events.models import ImportSource
from events.participants_import import deciding
from events.participants_import.example import example
from events.participants_import.uploading import upload
from events.tables.lines import UnreadableError


class UploadPage(ImportPage):
    path = "<int:pk>/import/"
    name = "events_event_import"
    template = "admin/events/import/list.html"

    def get(self, request):
        return self._show(UploadForm(label_suffix=""))

    def post(self, request):
        form = UploadForm(request.POST, request.FILES, label_suffix="")
        if not form.is_valid():
            return self._show(form)
        deciding.forget_old()
        data = form.cleaned_data
        try:
            batch = upload(
                self.event, form.the_source(), data["file"], request.user, data["encoding"], data["sheet"]
            )
        except UnreadableError as refused:
            form.add_error("file", str(refused))
            return self._show(form)
        return self.to("admin:events_event_import_columns", batch.pk)

    def _show(self, form):
        batches = self.event.import_batches.defer("outside").select_related(
            "source", "created_by", "applied_by", "undone_by"
        )
        return self.render(
            gettext("Import a list of participants"),
            form=form,
            batches=batches,
            sources=ImportSource.objects.all(),
            days=deciding.ROWS_LIFETIME.days,
        )


class TemplatePage(ImportPage):
    """An example of a list, as a workbook to fill in."""

    path = "<int:pk>/import/template/"
    name = "events_event_import_template"

    def get(self, request):
        return download(XLSX().export_data(example()), "participants-template.xlsx", XLSX.CONTENT_TYPE)
