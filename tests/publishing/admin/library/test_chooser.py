"""Documents and topics."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.models import Attachment
from publishing.models import Document, Topic
from tests import forms
from tests.factories import make_article, make_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

ADD = "/admin/publishing/document/add/"


def pdf(name="Agenda of the day.pdf", words=b""):
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + words + b"%%EOF\n")


def address(view, document):
    return reverse(f"admin:publishing_document_{view}", args=[document.pk])


def test_document_without_a_title_is_named_after_its_file(client, editor):
    forms.send(client, ADD, file=pdf())

    document = Document.objects.get()
    assert (document.title, document.created_by) == ("Agenda of the day", editor)


@pytest.mark.parametrize("letter", ["a", "д", "报"])
def test_file_whose_name_is_as_long_as_file_systems_allow_is_taken(client, letter):
    stem = letter * ((255 - len(".pdf")) // len(letter.encode()))

    response = forms.send(client, ADD, file=pdf(f"{stem}.pdf"))

    assert forms.errors(response) == []
    assert Document.objects.get().title == stem[:200]


def test_kinds_and_size_of_files_are_told_before_and_after(client, monkeypatch):
    before = client.get(ADD).content.decode()
    monkeypatch.setattr("publishing.models.document.MAX_BYTES", 1024 * 1024)

    refused = forms.send(client, ADD, file=pdf(words=b" " * 2 * 1024 * 1024), title_en="Kept")

    assert "PDF, DOCX, XLSX, PPTX, ZIP, up to 100 MB." in before
    assert forms.errors(refused) == ["This file is 2.0 MB. Documents can be up to 1.0 MB."]
    assert forms.fields(refused)["title_en"] == "Kept"
    assert Document.objects.count() == 0


def test_file_of_another_kind_is_refused_at_its_field(client):
    response = forms.send(client, ADD, file=pdf("program.exe"), title_en="Kept")

    assert forms.errors(response) == [
        "Files of type “.exe” can’t be published here. Accepted: PDF, DOCX, XLSX, PPTX, ZIP."
    ]
    assert forms.fields(response)["title_en"] == "Kept"


def test_new_file_replaces_the_former_one(client, django_capture_on_commit_callbacks):
    document = make_document()
    former = document.file.name

    with django_capture_on_commit_callbacks(execute=True):
        forms.send(client, address("change", document), file=pdf(words=b"new"))

    document.refresh_from_db()
    assert document.file.read() == b"%PDF-1.7\nnew%%EOF\n"
    assert not default_storage.exists(former)


def test_file_that_texts_link_to_is_not_replaced(client):
    document = make_document()
    make_article(body_en=f'<p><a href="{document.url}">Agenda</a></p>')

    response = forms.send(client, address("change", document), file=pdf())

    assert forms.errors(response) == [
        "Texts link to the current file. Add the new one as another document, then change the links."
    ]


def test_attached_document_stays(client):
    document = make_document()
    Attachment.objects.create(article=make_article("With agenda"), document=document)

    response = client.post(address("delete", document), {"post": "yes"}, follow=True)

    assert forms.messages(response) == [
        "“Agenda” can’t be deleted while it is in use. Remove it from these first: Article: With agenda"
    ]
    assert Document.objects.count() == 1


def test_deleted_document_takes_its_file_along(client, django_capture_on_commit_callbacks):
    document = make_document()
    there = default_storage.exists(document.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("delete", document), {"post": "yes"})

    assert there
    assert not default_storage.exists(document.file.name)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("water", "There is already a topic with this name."),
        ("Water, energy", "A topic’s name can’t contain a comma, because commas separate topics."),
    ],
)
def test_topic_name_that_would_confuse_is_refused(client, name, sentence):
    Topic.objects.create(name="Water")

    response = forms.send(client, "/admin/publishing/topic/add/", name_en=name)

    assert forms.errors(response) == [sentence]


def test_topic_gets_its_address_by_itself(client):
    forms.send(client, "/admin/publishing/topic/add/", name_en="Зелёная  энергия", name_zh_hans="绿色能源")

    topic = Topic.objects.get()
    assert (topic.name, topic.slug) == ("Зелёная энергия", "zelenaya-energiya")


def test_topics_list_counts_their_items(client):
    make_article().topics.add("Water")
    make_article().topics.add("Water", "Energy")

    page = client.get("/admin/publishing/topic/")

    counts = {topic.name: topic.item_count for topic in page.context["cl"].queryset}
    assert counts == {"Water": 2, "Energy": 1}
