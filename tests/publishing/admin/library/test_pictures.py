import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.models import GalleryPicture
from publishing import images
from publishing.models import Picture
from tests import forms
from tests.factories import image_upload, make_article, make_picture, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/publishing/picture/add/"
DESCRIBED = {"alt_text_en": "People in a hall"}


def address(view, picture):
    return reverse(f"admin:publishing_picture_{view}", args=[picture.pk])


def huge_png():
    """A PNG of a few bytes whose header says 12,000 × 12,000 pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 12_000, 12_000, 8, 2, 0, 0, 0)
    return SimpleUploadedFile(
        "huge.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    )


def test_upload_becomes_a_picture_named_after_its_file(client, editor):
    forms.send(client, ADD, file=image_upload("Opening of the workshop.png"), **DESCRIBED)

    picture = Picture.objects.get()
    assert (picture.title, picture.width, picture.created_by) == ("Opening of the workshop", 800, editor)
    assert default_storage.exists(images.path(picture.digest, 320, "webp"))


def test_upload_without_description_is_refused_and_its_file_kept(client, editor):
    refused = forms.send(client, ADD, file=image_upload(), credit="A. Photographer")
    client.post(ADD, forms.fields(refused) | {"alt_text_en": "People", "focus_x": "20"})

    picture = Picture.objects.get()
    assert forms.errors(refused) == [
        "Describe the picture in the alternative text, or tick “decorative”.",
    ]
    assert (picture.alt_text_en, picture.credit, picture.focus_x) == ("People", "A. Photographer", 20)
    assert default_storage.exists(images.card_path(picture.digest))


def test_decorative_picture_needs_no_description(client, editor):
    forms.send(client, ADD, file=image_upload(), is_decorative="on")

    assert Picture.objects.get().alt == ""


def test_forged_token_of_a_kept_file_is_refused(client, editor):
    response = forms.send(client, ADD, kept='["' + "0" * 32 + '", 800, 500]', title="A", **DESCRIBED)

    assert forms.errors(response) == ["Select the picture file."]


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (
            huge_png(),
            "This picture has 12000 × 12000 pixels. Pictures can have up to 40 million pixels. Please "
            "make it smaller, for example 2,560 pixels wide.",
        ),
        (
            SimpleUploadedFile("drawing.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "This file is not a JPEG, PNG or WebP picture, despite its name.",
        ),
        (
            SimpleUploadedFile("notes.jpg", b"Just some words."),
            "This file is not a JPEG, PNG or WebP picture, despite its name.",
        ),
        (
            SimpleUploadedFile("cut.png", image_upload(size=(600, 600)).read()[:300]),
            "This picture is damaged or incomplete. Please export it again and upload the new file.",
        ),
        (None, "Select the picture file."),
    ],
    ids=["huge", "svg", "text", "truncated", "none"],
)
def test_what_is_no_picture_is_refused_at_its_field(client, editor, upload, sentence):
    typed = {"title": "A hall", "credit": "A. Photographer", **DESCRIBED}

    response = forms.send(client, ADD, **typed, **({"file": upload} if upload else {}))

    assert forms.errors(response) == [sentence]
    assert {name: forms.fields(response)[name] for name in typed} == typed
    assert not Picture.objects.exists()


def test_same_picture_twice_leads_to_the_first(client, editor):
    first = make_picture("The first one")

    response = forms.send(client, ADD, file=image_upload(), title="Again", **DESCRIBED)

    assert forms.errors(response) == ["This picture is already in the library: The first one"]
    assert f'<a href="{address("change", first)}">The first one</a>' in response.content.decode()


def test_file_of_a_picture_can_not_be_replaced(client, editor):
    picture = make_picture()
    before = picture.digest

    forms.send(client, address("change", picture), file=image_upload(colour="red"), title="New")

    picture.refresh_from_db()
    assert (picture.title, picture.digest) == ("New", before)


def test_moved_focus_cuts_the_shared_picture_again(client, editor):
    left_half_red = make_picture(size=(2400, 400))
    card = images.card_path(left_half_red.digest)
    before = default_storage.get_modified_time(card)
    address_before = left_half_red.card_url

    forms.send(client, address("change", left_half_red), title="Same focus")
    untouched = default_storage.get_modified_time(card)
    forms.send(client, address("change", left_half_red), focus_x="0")

    left_half_red.refresh_from_db()
    assert untouched == before
    assert default_storage.get_modified_time(card) > before
    assert left_half_red.card_url != address_before


def test_focus_outside_the_picture_is_refused(client, editor):
    picture = make_picture()

    response = forms.send(client, address("change", picture), focus_x="101")

    assert forms.errors(response) == ["The focus must be between 0 and 100 percent."]


def use_as_lead(picture):
    make_article("Leading", lead_picture=picture)


def use_in_gallery(picture):
    GalleryPicture.objects.create(article=make_article("Leading"), picture=picture)


def use_in_russian_text(picture):
    make_article("Leading", body_ru=f'<figure><img src="{picture.url()}" alt="A"></figure>')


@pytest.mark.parametrize("use", [use_as_lead, use_in_gallery, use_in_russian_text])
def test_used_picture_says_where_and_stays(client, editor, use):
    picture = make_picture()
    use(picture)

    page = client.get(address("change", picture)).content.decode()
    one = client.post(address("delete", picture), {"post": "yes"}, follow=True)
    client.post(
        "/admin/publishing/picture/",
        {"action": "delete_selected", "_selected_action": picture.pk, "post": "yes"},
    )

    assert ">Article: Leading</a>" in page
    assert forms.messages(one) == [
        "“A hall” can’t be deleted while it is in use. Remove it from these first: Article: Leading"
    ]
    assert Picture.objects.count() == 1


@pytest.mark.parametrize("way", ["page", "action"])
def test_deleted_picture_takes_its_files_along(client, editor, way, django_capture_on_commit_callbacks):
    picture = make_picture()
    files = [images.path(picture.digest, 320, "webp"), images.card_path(picture.digest)]
    there = [default_storage.exists(name) for name in files]

    with django_capture_on_commit_callbacks(execute=True):
        if way == "page":
            client.post(address("delete", picture), {"post": "yes"})
        else:
            client.post(
                "/admin/publishing/picture/",
                {"action": "delete_selected", "_selected_action": picture.pk, "post": "yes"},
            )

    assert there == [True, True]
    assert not Picture.objects.exists()
    assert [default_storage.exists(name) for name in files] == [False, False]


class TestLibrary:
    ADDRESS = "/admin/publishing/picture/library/"

    def test_it_tells_what_the_editor_inserts(self, client, editor):
        picture = make_picture(alt_text_ru="Люди в зале", caption_en="The opening")

        found = client.get(self.ADDRESS).json()

        assert found == {
            "next": None,
            "pictures": [
                {
                    "id": picture.pk,
                    "title": "A hall",
                    "decorative": False,
                    "alt": {"en": "People in a conference hall", "ru": "Люди в зале", "zh-hans": ""},
                    "caption": {"en": "The opening", "ru": "", "zh-hans": ""},
                    "thumbnail": f"/media/pictures/{picture.digest[:2]}/{picture.digest}/320.jpg",
                    "src": f"/media/pictures/{picture.digest[:2]}/{picture.digest}/800.jpg",
                    "width": 800,
                    "height": 500,
                }
            ],
        }

    def test_it_searches_titles_and_descriptions(self, client, editor):
        make_picture("Dam", colour="red", alt_text_ru="Плотина")
        make_picture("Bridge", colour="blue")

        for words in ("dam", "плотина"):
            found = client.get(self.ADDRESS, {"q": words}).json()["pictures"]
            assert [picture["title"] for picture in found] == ["Dam"], words

    def test_it_comes_in_pages(self, client, editor, monkeypatch):
        monkeypatch.setattr("publishing.admin.library.chooser.PAGE_SIZE", 2)
        for colour in ("red", "green", "blue"):
            make_picture(colour, colour=colour)

        first = client.get(self.ADDRESS).json()
        second = client.get(self.ADDRESS, {"page": first["next"]}).json()

        assert [picture["title"] for picture in first["pictures"]] == ["blue", "green"]
        assert ([picture["title"] for picture in second["pictures"]], second["next"]) == (["red"], None)

    def test_it_is_closed_to_visitors_and_to_staff_without_the_right(self, client):
        visitor = client.get(self.ADDRESS)
        client.force_login(make_user(is_staff=True))
        staff = client.get(self.ADDRESS)

        assert (visitor.status_code, staff.status_code) == (302, 403)
