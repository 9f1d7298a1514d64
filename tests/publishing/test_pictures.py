"""The files that are kept of a picture, and the picture in the library."""

from io import BytesIO

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from publishing import images
from publishing.models import Picture
from publishing.relations import items_using
from publishing.richtext import render
from tests.factories import image_upload, make_article, make_picture
from tests.publishing.test_images import BLUE, RED, SRGB, encoded, plain

pytestmark = pytest.mark.django_db


def files():
    """The files below the media folder: path to decoded picture."""
    return {
        str(path.relative_to(settings.MEDIA_ROOT)): Image.open(BytesIO(path.read_bytes()))
        for path in settings.MEDIA_ROOT.rglob("*")
        if path.is_file()
    }


def upload(content, name="picture.jpg"):
    return SimpleUploadedFile(name, content)


def make_from(image, kind="PNG", alt="A hall", **options):
    return Picture.objects.create_from_upload(
        upload(encoded(image, kind, **options)), title="A hall", alt_text_en=alt
    )


@pytest.mark.parametrize(
    ("size", "widths", "kept"),
    [
        ((300, 200), [300], (300, 200)),
        ((320, 200), [320], (320, 200)),
        ((321, 200), [320, 321], (321, 200)),
        ((1000, 500), [320, 640, 960, 1000], (1000, 500)),
        ((1920, 90), [320, 640, 960, 1280, 1920], (1920, 90)),
        ((2600, 130), [320, 640, 960, 1280, 1920], (1920, 96)),
        ((16, 700), [16], (16, 700)),
        ((8000, 16), [320, 640, 960, 1280, 1920], (1920, 4)),
    ],
)
def test_picture_is_kept_in_fixed_widths_and_both_formats(size, widths, kept):
    picture = make_from(plain(size=size))

    folder = f"pictures/{picture.digest[:2]}/{picture.digest}"
    expected = {
        f"{folder}/{width}.{extension}": (kind, (width, max(1, round(kept[1] * width / kept[0]))))
        for width in widths
        for extension, kind in (("webp", "WEBP"), ("jpg", "JPEG"))
    }
    expected[f"{folder}/card.jpg"] = ("JPEG", (1200, 630))
    assert {name: (image.format, image.size) for name, image in files().items()} == expected
    assert (picture.width, picture.height) == kept
    assert images.widths(size[0]) == widths


def telling_upload(kind):
    exif = Image.Exif()
    exif[0x0112] = 1
    exif[0x010E] = exif[0x013B] = exif[0x8298] = "SECRET"
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 18.0, 0.0), 3: "E", 4: (69.0, 16.0, 0.0)})
    options = {"exif": exif, "icc_profile": SRGB}
    if kind == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Comment", "SECRET")
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>SECRET</x:xmpmeta>")
    else:
        options["xmp"] = b"<x:xmpmeta>SECRET</x:xmpmeta>"
    if kind == "JPEG":
        options["comment"] = b"SECRET"
    return encoded(plain(size=(400, 300)), kind, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_written_file_tells_where_or_by_whom_it_was_taken(kind):
    content = telling_upload(kind)
    assert content.count(b"SECRET") >= 3
    assert {"exif", "icc_profile"} <= set(Image.open(upload(content)).info)

    Picture.objects.create_from_upload(upload(content), title="A hall", alt_text_en="A hall")

    written = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert len(written) == 5
    for word in (b"SECRET", b"Exif", b"EXIF", b"xmp", b"XMP", b"ICC", b"GPS", b"adobe"):
        assert [word in content for content in written] == [False] * 5
    for image in files().values():
        allowed = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        allowed |= {"loop", "background", "timestamp", "duration"}
        assert set(image.info) <= allowed
        assert dict(image.getexif()) == {}


def test_same_pixels_are_the_same_picture_whatever_the_file():
    image = Image.linear_gradient("L").resize((400, 300)).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "another file"

    digests = {
        images.digest_of(images.decode(upload(content)))
        for content in (
            encoded(image),
            encoded(image, compress_level=0),
            encoded(image, exif=exif),
            encoded(image, "WEBP", lossless=True),
        )
    }

    assert len(digests) == 1


def test_other_pixels_shape_or_transparency_are_another_picture():
    uploads = [
        plain(size=(40, 30)),
        plain(size=(30, 40)),
        plain("RGBA", (255, 0, 0, 255), size=(40, 30)),
        plain("RGBA", (255, 0, 0, 254), size=(40, 30)),
        plain(colour="blue", size=(40, 30)),
    ]

    digests = {images.digest_of(images.decode(upload(encoded(image)))) for image in uploads}

    assert len(digests) == len(uploads)


def test_same_picture_is_not_kept_twice():
    make_picture()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_picture()

    assert Picture.objects.count() == 1
    assert len(files()) == 7


def test_refused_upload_leaves_neither_row_nor_file():
    with pytest.raises(ValidationError):
        Picture.objects.create_from_upload(upload(b"text"), title="A hall", alt_text_en="A hall")

    assert Picture.objects.count() == 0
    assert files() == {}


def test_transparency_is_white_where_a_format_has_none():
    picture = make_from(plain("RGBA", (255, 0, 0, 0), size=(400, 300)))

    folder = f"pictures/{picture.digest[:2]}/{picture.digest}"
    pixels = {name.removeprefix(folder): image.getpixel((5, 5)) for name, image in files().items()}
    assert pixels["/320.webp"][3] == 0
    assert pixels["/320.jpg"] == pixels["/card.jpg"] == (255, 255, 255)


def two_halves(size=(1600, 400)):
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image


@pytest.mark.parametrize(("focus", "left", "right"), [(0, RED, RED), (50, RED, BLUE), (100, BLUE, BLUE)])
def test_card_is_cut_around_the_focus(focus, left, right):
    picture = make_from(two_halves())
    picture.focus_x = focus

    picture.recut_card()

    card = next(image for name, image in files().items() if name.endswith("/card.jpg"))
    assert card.getpixel((5, 315)) == pytest.approx(left, abs=12)
    assert card.getpixel((1195, 315)) == pytest.approx(right, abs=12)


def test_card_has_another_address_when_the_focus_moves():
    picture = make_picture()
    before = picture.card_url

    picture.focus_y = 10

    assert before != picture.card_url
    assert before.partition("?")[0] == f"/media/{images.card_path(picture.digest)}"


def test_deleting_a_picture_deletes_its_files(django_capture_on_commit_callbacks):
    gone, kept = make_picture("Gone", "navy"), make_picture("Kept")

    with django_capture_on_commit_callbacks(execute=True):
        gone.delete()

    assert len(files()) == 7
    assert {name.split("/")[2] for name in files()} == {kept.digest}


def test_picture_kept_by_a_failed_deletion_keeps_its_files():
    picture = make_picture()
    make_article(lead_picture=picture)

    with pytest.raises(IntegrityError), transaction.atomic():
        picture.delete()

    assert len(files()) == 7


@pytest.mark.parametrize(
    ("width", "asked", "answer"),
    [(800, 320, 320), (800, 500, 640), (800, 640, 640), (800, 700, 800), (800, 2000, 800), (200, 960, 200)],
)
def test_url_is_of_the_smallest_rendition_wide_enough(width, asked, answer):
    picture = make_picture(size=(width, 300))

    assert picture.url(asked, "webp") == images.url(picture.digest, answer, "webp")
    assert picture.url(asked) == images.url(picture.digest, answer, "jpg")


@pytest.mark.parametrize(
    ("focus", "css"), [((0, 100), "fx-0 fy-100"), ((40, 52), "fx-40 fy-50"), ((48, 53), "fx-50 fy-55")]
)
def test_focal_class_goes_in_steps_of_five(focus, css):
    assert Picture(focus_x=focus[0], focus_y=focus[1]).focal_class == css


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"alt_text_en": ""}, "Describe the picture in the alternative text, or tick “decorative”."),
        ({"alt_text_en": None}, "Describe the picture in the alternative text, or tick “decorative”."),
        ({"focus_x": 101}, "The focus must be between 0 and 100 percent."),
        ({"focus_y": 101}, "The focus must be between 0 and 100 percent."),
    ],
)
def test_picture_is_refused_with_a_sentence_and_by_the_database(changes, sentence):
    picture = make_picture()
    for name, value in changes.items():
        setattr(picture, name, value)

    with pytest.raises(ValidationError) as raised:
        picture.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        picture.save()

    assert raised.value.messages == [sentence]


def test_picture_is_used_where_a_field_or_a_text_shows_it():
    picture, other = make_picture(), make_picture(colour="navy")
    leading = make_article("Leading", lead_picture=picture)
    in_gallery = make_article("Gallery")
    in_gallery.gallery_entries.create(picture=picture)
    in_text = make_article("Text", body_ru=f'<p><img src="{picture.url()}" alt=""></p>', state="draft")
    make_article("Other", lead_picture=other, body_en=f'<p><img src="{other.url()}" alt=""></p>')

    assert set(items_using(picture)) == {leading, in_gallery, in_text}


def test_body_picture_renders_with_files_that_exist():
    picture = Picture.objects.create_from_upload(
        image_upload(size=(1000, 500)), title="A hall", is_decorative=True
    )

    html = render(f'<p><img src="{picture.url()}" alt="" width="1000" height="500"></p>')

    offered = {
        part.split()[0].removeprefix("/media/")
        for part in html.replace('"', ",").split(",")
        if "/media/" in part
    }
    assert offered <= set(files())
    assert len(offered) == 6
