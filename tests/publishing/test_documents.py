from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from publishing.models import Document
from publishing.models.document import MAX_BYTES, check_document
from publishing.relations import items_mentioning, items_using
from tests.factories import make_article, make_document

PDF = b"%PDF-1.7\n%%EOF\n"


def archive(*names):
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(ZipInfo(name), "content")  # without a date: the same bytes in every process
    return buffer.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
PPTX = archive("[Content_Types].xml", "ppt/presentation.xml")

ACCEPTED = [("a.pdf", PDF), ("a.docx", DOCX), ("a.xlsx", XLSX), ("a.pptx", PPTX), ("a.zip", archive("a.txt"))]
ACCEPTED += [("A B.PDF", PDF), ("Повестка.docx", DOCX), ("a.tar.zip", archive("a.txt"))]


@pytest.mark.parametrize(("name", "content"), ACCEPTED, ids=[name for name, _content in ACCEPTED])
def test_document_of_an_accepted_kind_passes(name, content):
    file = SimpleUploadedFile(name, content)

    check_document(file)

    assert file.read() == content


FOREIGN_NAMES = ["a.html", "a.svg", "a.exe", "a.doc", "a.docm", "a.pdf.exe", "a.js", "a.xml", "pdf", ".pdf"]


@pytest.mark.parametrize("name", FOREIGN_NAMES)
def test_document_of_another_name_is_refused(name):
    with pytest.raises(ValidationError) as raised:
        check_document(SimpleUploadedFile(name, PDF))

    shown = "." + name.rpartition(".")[2] if "." in name[1:] else name
    assert raised.value.messages == [
        f"Files of type “{shown}” can’t be published here. Accepted: PDF, DOCX, XLSX, PPTX, ZIP."
    ]


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".pdf", b""),
        (".pdf", b"<html><script>alert(1)</script>"),
        (".pdf", b"\n%PDF-1.7"),
        (".pdf", DOCX),
        (".docx", b""),
        (".docx", b"PK\x03\x04"),
        (".docx", DOCX[:40]),
        (".docx", DOCX[: len(DOCX) // 2]),
        (".docx", PDF),
        (".docx", XLSX),
        (".docx", archive("a.txt")),
        (".xlsx", PPTX),
        (".pptx", DOCX),
        (".zip", b"MZ" + archive("a.txt")),
        (".zip", archive()),
    ],
)
def test_document_that_is_not_what_its_name_says_is_refused(suffix, content):
    with pytest.raises(ValidationError) as raised:
        check_document(SimpleUploadedFile(f"a{suffix}", content))

    assert raised.value.messages == [
        f"This file’s name ends in {suffix}, but it is not that type of file. Please export it again."
    ]


def test_large_document_is_refused_by_its_size():
    file = ContentFile(PDF, name="a.pdf")
    file.size = MAX_BYTES + 2**20

    with pytest.raises(ValidationError) as raised:
        check_document(file)

    assert raised.value.messages == ["This file is 101.0\xa0MB. Documents can be up to 100.0\xa0MB."]


@pytest.mark.django_db
def test_full_clean_checks_the_file():
    document = Document(title_en="A", file=SimpleUploadedFile("a.pdf", b"text"))

    with pytest.raises(ValidationError) as raised:
        document.full_clean()

    assert list(raised.value.message_dict) == ["file"]


@pytest.mark.django_db
def test_address_cannot_be_guessed_and_tells_the_name():
    first, second = make_document(), make_document()

    folder, token, name = first.file.name.split("/")

    assert (folder, name) == ("documents", "agenda.pdf")
    assert len(token) == 16
    assert token not in second.file.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Повестка дня.PDF", "povestka-dnya.pdf"),
        ("议程.pdf", "yi-cheng.pdf"),
        ("???.pdf", "document.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a.b.pdf", "ab.pdf"),
    ],
)
def test_file_is_named_in_plain_letters(name, kept):
    document = make_document(file=SimpleUploadedFile(name, PDF))

    assert document.file.name.split("/")[2] == kept


@pytest.mark.django_db
def test_file_with_a_long_name_is_kept():
    document = make_document(file=SimpleUploadedFile("a" * 250 + ".pdf", PDF))

    document.refresh_from_db()
    assert document.file.read() == PDF
    assert len(document.file.name) <= 255
    assert document.file.name.endswith(".pdf")


@pytest.mark.django_db
def test_document_knows_its_kind_and_size():
    document = make_document(file=SimpleUploadedFile("a.docx", DOCX))

    assert (document.kind, document.size) == ("DOCX", len(DOCX))


@pytest.mark.django_db
def test_deleting_a_document_deletes_its_file(django_capture_on_commit_callbacks):
    gone, kept = make_document(), make_document()

    with django_capture_on_commit_callbacks(execute=True):
        gone.delete()

    assert gone.file.storage.exists(kept.file.name)
    assert not gone.file.storage.exists(gone.file.name)


@pytest.mark.django_db
def test_document_is_used_where_it_is_attached_or_linked():
    document, other = make_document(), make_document()
    attached = make_article("Attached")
    attached.attachment_entries.create(document=document)
    linking = make_article("Linking", body_en=f'<p><a href="{document.url}">a</a></p>')
    make_article("Other", body_en=f'<p><a href="{other.url}">a</a></p>')

    assert set(items_using(document)) == {attached, linking}
    assert list(items_mentioning(document)) == [linking]
