import os

import pytest
from django.conf import settings

from tests.factories import make_document, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret():
    """A file beside the media folder, whose name begins like it, and one in the folder above."""
    for path in (
        settings.MEDIA_ROOT.parent / "secret.txt",
        settings.MEDIA_ROOT.parent / "media-2" / "secret.txt",
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_text("secret")
    settings.MEDIA_ROOT.mkdir(exist_ok=True)


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(("extension", "kind"), [("jpg", "image/jpeg"), ("webp", "image/webp")])
def test_picture_is_shown_and_kept_for_a_year(client, extension, kind):
    picture = make_picture()

    response = client.get(picture.url(320, extension))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == kind
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == f'inline; filename="320.{extension}"'
    assert len(body(response)) == int(response.headers["Content-Length"])


def test_document_is_a_download(client):
    document = make_document()

    response = client.get(document.url)

    assert response.status_code == 200
    assert body(response) == b"%PDF-1.7\n%%EOF\n"
    assert response.headers["Content-Disposition"] == "attachment"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xml", "a.js", "a", "a.jpg.html", "a.JPG", ".jpg"])
def test_anything_but_a_picture_is_a_download(client, name):
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / name).write_text("<script>alert(1)</script>")

    response = client.get(f"/media/{name}")

    assert response.headers["Content-Disposition"] == "attachment"


def test_head_answers_like_get_without_the_file(client):
    url = make_document().url

    head, get = client.head(url), client.get(url)

    assert head.status_code == 200
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert (head.content if not head.streaming else body(head)) == b""


def test_part_of_a_file_is_served(client):
    response = client.get(make_document().url, headers={"range": "bytes=1-3"})

    assert response.status_code == 206
    assert body(response) == b"PDF"
    assert response.headers["Content-Length"] == "3"
    assert response.headers["Content-Range"] == "bytes 1-3/15"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == "attachment"


def test_range_behind_the_end_is_refused_with_the_size(client):
    response = client.get(make_document().url, headers={"range": "bytes=15-"})

    assert (response.status_code, response.content) == (416, b"")
    assert response.headers["Content-Range"] == "bytes */15"


@pytest.mark.parametrize("asked", ["", "bytes=0-3,5-7", "pages=0-3"])
def test_whole_file_says_that_parts_can_be_had(client, asked):
    response = client.get(make_document().url, headers={"range": asked})

    assert response.status_code == 200
    assert response.headers["Accept-Ranges"] == "bytes"
    assert body(response) == b"%PDF-1.7\n%%EOF\n"


def test_range_is_for_get_alone(client):
    head = client.head(make_document().url, headers={"range": "bytes=0-3"})

    assert (head.status_code, head.headers["Content-Length"]) == (200, "15")


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
def test_download_goes_on_only_in_the_same_file(client, validator):
    url = make_document().url
    known = client.get(url).headers[validator]
    asked = {"range": "bytes=9-", "if-range": known}

    same = client.get(url, headers=asked)
    assert (same.status_code, body(same)) == (206, b"%%EOF\n")
    path = settings.MEDIA_ROOT / url.removeprefix("/media/")
    path.write_bytes(b"%PDF-1.8\n%%EOF\n")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    changed = client.get(url, headers=asked)

    assert (changed.status_code, body(changed)) == (200, b"%PDF-1.8\n%%EOF\n")


@pytest.mark.parametrize(
    ("validator", "header"), [("Last-Modified", "if-modified-since"), ("ETag", "if-none-match")]
)
def test_unchanged_file_is_not_sent_again(client, validator, header):
    url = make_document().url
    known = client.get(url).headers[validator]

    response = client.get(url, headers={header: known, "range": "bytes=0-3"})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["Cache-Control"] == "public, max-age=300"


def test_sharing_picture_is_asked_for_again_since_its_cut_may_change(client):
    response = client.get(make_picture().card_url)

    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert response.headers["Cache-Control"] == "public, max-age=300"


OUTSIDE = [
    "../secret.txt",
    "../media-2/secret.txt",
    "..%2fsecret.txt",
    "%2e%2e/secret.txt",
    "%2e%2e%2fsecret.txt",
    "..%5csecret.txt",
    "pictures/../../secret.txt",
    "documents/x/../../../secret.txt",
    "./../secret.txt",
    "/../secret.txt",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_outside_the_media_folder_is_served(client, secret, path):
    assert client.get(f"/media/{path}").status_code == 404


ODD = [
    "",
    "nothing.jpg",
    "%00",
    "a%00.jpg",
    "a" * 300 + ".jpg",
    "a/" * 3000,
    "%ff%fe.jpg",
    "%F0%9F%98%80.jpg",
]
ODD += ["pictures", "pictures/", "documents/", ".", "..", "%0a", "a?b.jpg", "con", " "]


@pytest.mark.parametrize("path", ODD, ids=range(len(ODD)))
def test_file_that_is_not_there_is_not_found(client, path):
    make_picture()
    make_document()

    assert client.get(f"/media/{path}").status_code == 404


def test_media_folder_may_be_a_link(client, settings, tmp_path):
    document = make_document()
    (tmp_path / "link").symlink_to(settings.MEDIA_ROOT)
    settings.MEDIA_ROOT = tmp_path / "link"

    assert client.get(document.url).status_code == 200
