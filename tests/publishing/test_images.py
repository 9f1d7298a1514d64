"""What an upload may be: decoding. The files written of it are tested in test_pictures."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from publishing import images

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# A profile in which what is stored as red means green, and the other way round.
SWAPPED = SRGB.replace(b"rXYZ", b"oXYZ").replace(b"gXYZ", b"rXYZ").replace(b"oXYZ", b"gXYZ")

NO_PICTURE = "This file is not a JPEG, PNG or WebP picture, despite its name."
DAMAGED = "This picture is damaged or incomplete. Please export it again and upload the new file."
TOO_MANY = "Pictures can have up to 40 million pixels. Please make it smaller, for example 2,560 pixels wide."


def encoded(image, kind="PNG", **options):
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def plain(mode="RGB", colour="red", size=(40, 30)):
    return Image.new(mode, size, colour)


def decode(content, name="picture.jpg"):
    return images.decode(SimpleUploadedFile(name, content))


def refusal(content, name="picture.jpg"):
    with pytest.raises(ValidationError) as raised:
        decode(content, name)
    return raised.value.messages


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of_size(width, height):
    """A whole PNG of one bit a pixel: 144 million pixels in 18 kilobytes."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", pixels)
        + png_chunk(b"IEND", b"")
    )


def jpeg_claiming(width, height):
    """A small JPEG whose header names another size."""
    content = bytearray(encoded(plain(), "JPEG"))
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


@pytest.mark.parametrize(
    "bomb", [png_of_size(12000, 12000), jpeg_claiming(12000, 12000)], ids=["png", "jpeg"]
)
def test_bomb_is_refused_with_its_size(bomb):
    assert len(bomb) < 30_000
    assert refusal(bomb) == [f"This picture has 12000 × 12000 pixels. {TOO_MANY}"]


@pytest.mark.parametrize("bomb", [png_of_size(20000, 20000)[:200], jpeg_claiming(60000, 60000)])
def test_bomb_beyond_what_pillow_opens_is_refused(bomb):
    assert refusal(bomb) == [TOO_MANY]


def test_bomb_is_refused_before_any_pixel_is_decoded():
    header_only = png_of_size(12000, 12000)[:100]

    assert refusal(header_only) == [f"This picture has 12000 × 12000 pixels. {TOO_MANY}"]


def test_picture_of_just_the_limit_is_decoded():
    assert decode(png_of_size(8000, 5000)).size == (8000, 5000)
    assert refusal(png_of_size(8000, 5001))[0].startswith("This picture has 8000 × 5001 pixels.")


@pytest.mark.parametrize("size", [(1, 500), (500, 1), (15, 16), (16001, 16), (400, 20000)])
def test_picture_too_narrow_or_too_long_is_refused(size):
    width, height = size

    assert refusal(encoded(Image.new("1", size))) == [
        f"This picture has {width} × {height} pixels. Each side must have 16 to 16,000 pixels."
    ]


def test_large_file_is_refused_by_its_size():
    assert refusal(b"\xff\xd8" + bytes(26 * 2**20)) == [
        "This file is 26.0\xa0MB. Pictures can be up to 25.0\xa0MB."
    ]


FOREIGN = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg with a declaration": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "text": b"Dear editors,\n",
    "html": b"<!doctype html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n%%EOF\n",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n",
    "nothing": b"",
    "zeros": bytes(1000),
    "gif": encoded(plain("P", 1), "GIF"),
    "tiff": encoded(plain(), "TIFF"),
    "bmp": encoded(plain(), "BMP"),
    "ico": encoded(plain(), "ICO"),
    "avif": encoded(plain(), "AVIF"),
    "start of a jpeg": b"\xff\xd8\xff\xe0",
    "start of a png": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("name", ["picture.jpg", "picture.png"])
def test_file_of_another_kind_is_refused_whatever_its_name(content, name):
    assert refusal(content, name) == [NO_PICTURE]


GRADIENT = Image.linear_gradient("L").resize((200, 150)).convert("RGB")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.9, 0.6, 0.3])
def test_cut_off_file_is_refused(kind, part):
    whole = encoded(GRADIENT, kind)

    assert refusal(whole[: int(len(whole) * part)]) == [DAMAGED]


def metadata():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "SECRET"
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 18.0, 0.0)})
    return {"exif": exif, "icc_profile": SRGB}


WHOLE = [encoded(GRADIENT.convert("RGBA"), "PNG", **metadata()), encoded(GRADIENT, "JPEG", **metadata())]
WHOLE += [encoded(GRADIENT, "WEBP", **metadata()), encoded(GRADIENT.convert("CMYK"), "JPEG")]


@settings(max_examples=300)
@given(st.sampled_from(WHOLE), st.dictionaries(st.integers(0, 2000), st.integers(0, 255), max_size=8))
@pytest.mark.filterwarnings("ignore:Corrupt EXIF data", "ignore:Truncated File", "ignore:Tag data larger")
def test_damaged_file_is_a_picture_or_refused(content, changes):
    damaged = bytearray(content)
    for place, byte in changes.items():
        damaged[place % len(damaged)] = byte

    try:
        image = decode(bytes(damaged))
    except ValidationError as error:
        assert len(error.messages) == 1
    else:
        assert (image.mode in {"RGB", "RGBA"}, image.info) == (True, {})


# What a viewer sees of a picture stored with the quarters A B / C D, by EXIF orientation (EXIF 2.3, 4.6.4).
UPRIGHT = {1: "ABCD", 2: "BADC", 3: "DCBA", 4: "CDAB", 5: "ACBD", 6: "CADB", 7: "DBCA", 8: "BDAC"}
QUARTERS = {"A": RED, "B": GREEN, "C": BLUE, "D": WHITE}


def quartered():
    image = Image.new("RGB", (80, 40))
    for (x, y), quarter in zip([(0, 0), (40, 0), (0, 20), (40, 20)], "ABCD", strict=True):
        image.paste(QUARTERS[quarter], (x, y, x + 40, y + 20))
    return image


def nearest_quarter(pixel):
    def distance(quarter):
        return sum(abs(seen - stored) for seen, stored in zip(pixel, QUARTERS[quarter], strict=True))

    return min(QUARTERS, key=distance)


def quarters_of(image):
    right, bottom = image.width - 3, image.height - 3
    corners = [(2, 2), (right, 2), (2, bottom), (right, bottom)]
    return "".join(nearest_quarter(image.getpixel(corner)) for corner in corners)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(("orientation", "seen"), UPRIGHT.items())
def test_picture_is_turned_upright(kind, orientation, seen):
    exif = Image.Exif()
    exif[0x0112] = orientation

    image = decode(encoded(quartered(), kind, exif=exif))

    assert image.size == ((40, 80) if orientation > 4 else (80, 40))
    assert quarters_of(image) == seen


@pytest.mark.parametrize(
    "exif", [b"", b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0rubbish rubbish"]
)
@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_with_damaged_exif_stays_as_it_is(kind, exif):
    image = decode(encoded(quartered(), kind, exif=exif))

    assert quarters_of(image) == "ABCD"


def test_orientation_that_exif_does_not_know_is_ignored():
    exif = Image.Exif()
    exif[0x0112] = 77

    assert quarters_of(decode(encoded(quartered(), exif=exif))) == "ABCD"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_decoded_picture_carries_no_metadata(kind):
    image = decode(encoded(GRADIENT, kind, **metadata()))

    assert (image.info, dict(image.getexif())) == ({}, {})


def sixteen_bits():
    image = Image.new("I;16", (40, 30))
    image.putdata([200 * 256 + 7] * 1200)
    return image


CLEAR = (255, 0, 0, 0)
KINDS = {
    "RGB": (encoded(plain()), "RGB", RED),
    "grey": (encoded(plain("L", 200)), "RGB", (200, 200, 200)),
    "grey with alpha": (encoded(plain("LA", (200, 99))), "RGBA", (200, 200, 200, 99)),
    "grey of 16 bits": (encoded(sixteen_bits()), "RGB", (200, 200, 200)),
    "black and white": (encoded(plain("1", 1)), "RGB", WHITE),
    "palette": (encoded(plain().quantize(4)), "RGB", RED),
    "palette with transparency": (encoded(plain().quantize(4), transparency=0), "RGBA", CLEAR),
    "RGB with a transparent colour": (encoded(plain(), transparency=RED), "RGBA", CLEAR),
    "RGBA": (encoded(plain("RGBA", (255, 0, 0, 99))), "RGBA", (255, 0, 0, 99)),
    "CMYK": (encoded(plain("CMYK", (0, 255, 255, 0)), "JPEG"), "RGB", RED),
    "grey JPEG": (encoded(plain("L", 200), "JPEG"), "RGB", (200, 200, 200)),
    "lossless WebP": (encoded(plain(), "WEBP", lossless=True), "RGB", RED),
    "several pictures in one JPEG": (
        encoded(plain(), "MPO", save_all=True, append_images=[plain(colour="blue")]),
        "RGB",
        RED,
    ),
    "moving PNG": (
        encoded(plain(), save_all=True, append_images=[plain(colour="blue")]),
        "RGB",
        RED,
    ),
    "moving WebP": (
        encoded(plain(), "WEBP", save_all=True, append_images=[plain(colour="blue")], lossless=True),
        "RGB",
        RED,
    ),
    "profile of another red": (encoded(plain(), "JPEG", icc_profile=SWAPPED), "RGB", GREEN),
    "profile and alpha": (
        encoded(plain("RGBA", (255, 0, 0, 99)), icc_profile=SWAPPED),
        "RGBA",
        (0, 255, 0, 99),
    ),
    "profile and palette": (encoded(plain().quantize(4), icc_profile=SWAPPED), "RGB", GREEN),
    "profile in a WebP": (encoded(plain(), "WEBP", lossless=True, icc_profile=SWAPPED), "RGB", GREEN),
    "profile of sRGB": (encoded(plain(), icc_profile=SRGB), "RGB", RED),
    "profile that is none": (encoded(plain(), "JPEG", icc_profile=b"rubbish"), "RGB", RED),
    "profile of another colour model": (
        encoded(plain("CMYK", (0, 255, 255, 0)), "JPEG", icc_profile=SWAPPED),
        "RGB",
        RED,
    ),
}


@pytest.mark.parametrize(("content", "mode", "pixel"), KINDS.values(), ids=KINDS)
def test_every_kind_of_picture_becomes_plain(content, mode, pixel):
    image = decode(content)

    assert image.mode == mode
    assert image.getpixel((20, 15)) == pytest.approx(pixel, abs=2)
