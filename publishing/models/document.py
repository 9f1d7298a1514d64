import secrets
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.slugs import slug_from

MAX_BYTES = 100 * 1024 * 1024
MAX_NAME_LENGTH = 255  # characters; a name of the usual file systems has as many bytes
PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
# The accepted kinds of file. All but PDF are ZIP archives; the part named makes one an Office document.
KINDS = {
    ".pdf": None,
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".pptx": "ppt/presentation.xml",
    ".zip": None,
}


def kind_names() -> str:
    return ", ".join(kind[1:].upper() for kind in KINDS)


def check_document(file) -> None:
    """Raise ValidationError with a sentence unless the file's name and content are of an accepted type."""
    suffix = PurePosixPath(file.name).suffix.lower()
    if suffix not in KINDS:
        raise ValidationError(
            gettext("Files of type “%(suffix)s” can’t be published here. Accepted: %(kinds)s.")
            % {"suffix": suffix or file.name, "kinds": kind_names()}
        )
    if file.size > MAX_BYTES:
        raise ValidationError(
            gettext("This file is %(size)s. Documents can be up to %(limit)s.")
            % {"size": filesizeformat(file.size), "limit": filesizeformat(MAX_BYTES)}
        )
    if not _is_a(suffix, file):
        raise ValidationError(
            gettext(
                "This file’s name ends in %(suffix)s, but it is not that type of file. Please "
                "export it again."
            )
            % {"suffix": suffix}
        )


def _is_a(suffix, file) -> bool:
    file.seek(0)
    start = file.read(len(PDF))
    try:
        if suffix == ".pdf":
            return start == PDF
        parts = ZipFile(file).namelist() if start.startswith(ZIP) else []
        return bool(parts) and KINDS[suffix] in {None, *parts}
    except (BadZipFile, ValueError, NotImplementedError):
        return False
    finally:
        file.seek(0)


def document_path(document, filename):
    """An address that can't be guessed, so that a draft's attachment stays private until it is published."""
    name = PurePosixPath(filename)
    return f"documents/{secrets.token_urlsafe(12)}/{slug_from(name.stem) or 'document'}{name.suffix.lower()}"


class Document(models.Model):
    title = models.CharField(_("title"), max_length=200, help_text=_("The link text that visitors see."))
    file = models.FileField(
        _("file"), max_length=MAX_NAME_LENGTH, upload_to=document_path, validators=[check_document]
    )
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.size = self.file.size
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        name = self.file.name
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: self.file.storage.delete(name))
        return deleted

    @property
    def mark_in_texts(self) -> str:
        """The string found in texts that link to its file."""
        return self.file.name

    @property
    def url(self) -> str:
        return self.file.url

    @property
    def kind(self) -> str:
        """The type of file as readers know it: PDF, DOCX."""
        return PurePosixPath(self.file.name).suffix[1:].upper()
