from pathlib import PurePosixPath

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing import languages
from publishing.admin.deleting.guard import KeptWhileUsed
from publishing.admin.languages import LanguageForm, LanguagesAdmin, language_fieldsets
from publishing.models import Document
from publishing.models.document import MAX_BYTES, kind_names
from publishing.relations import items_mentioning


class DocumentForm(LanguageForm):
    """A missing title is generated from the file name, so that no upload is refused for lack of one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title_en" in self.fields:
            self.fields["title_en"].required = False
        if "file" in self.fields:
            self.fields["file"].help_text = gettext("%(kinds)s, up to %(limit)d MB.") % {
                "kinds": kind_names(),
                "limit": MAX_BYTES // 1024 // 1024,
            }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file") and not cleaned.get("title_en"):
            cleaned["title_en"] = PurePosixPath(cleaned["file"].name).stem[:200]
        return cleaned

    def _post_clean(self):
        """Store the file while a full disk can still be reported as an error."""
        super()._post_clean()
        if not self.errors and "file" in self.changed_data:
            upload = self.instance.file
            try:
                upload.save(upload.name, upload.file, save=False)
            except ValidationError as error:
                self.add_error("file", error)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and self.instance.pk and any(items_mentioning(self.instance)):
            raise ValidationError(
                _(
                    "Texts link to the current file. Add the new one as another document, then change "
                    "the links."
                )
            )
        return file


@admin.register(Document)
class DocumentAdmin(KeptWhileUsed, LanguagesAdmin):
    form = DocumentForm
    fieldsets = (
        (None, {"fields": ["file"]}),
        *language_fieldsets("title"),
        (_("Use"), {"fields": ["where_used"]}),
    )
    readonly_fields = ("where_used",)
    list_display = ("title", "kind", "file_size", "created_at", "created_by")
    list_select_related = ("created_by",)
    search_fields = (*languages.columns("title"), "file")

    @admin.display(description=_("kind"))
    def kind(self, document):
        return document.kind

    @admin.display(description=_("size"), ordering="size")
    def file_size(self, document):
        return filesizeformat(document.size)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-1]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        elif "file" in form.changed_data:
            former = form.initial["file"].name
            transaction.on_commit(lambda: obj.file.storage.delete(former))
        super().save_model(request, obj, form, change)
