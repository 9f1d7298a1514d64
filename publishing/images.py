"""Pictures: uploads are decoded, checked, stripped of metadata and stored in a few fixed widths."""

import hashlib
import re
import warnings
from contextlib import ExitStack, suppress
from functools import lru_cache
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

WIDTHS = (320, 640, 960, 1280, 1920)
BODY_WIDTH = 960
BODY_SIZES = "(min-width: 48rem) 42rem, 100vw"
CARD_SIZE = (1200, 630)
FORMATS = {
    "webp": {"quality": 78, "method": 4},
    "jpg": {"quality": 82, "progressive": True, "optimize": True},
}
ACCEPTED = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 40_000_000
MIN_SIDE = 16

MAX_SRCSETS = 10_000  # kept in memory, of 500 bytes each
MAX_SIDE = 16_000  # WebP holds no more than 16,383
# How a picture is turned upright, by the value of its EXIF orientation.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

RENDITION = re.compile(
    r"pictures/(?P<start>[0-9a-f]{2})/(?P<digest>(?P=start)[0-9a-f]{30})/(?P<width>[1-9][0-9]{1,3})\.(?:jpg|webp)"
)


def decode(file: "File[bytes]") -> Image.Image:
    """Decode an upload to RGB or RGBA in sRGB, upright, without metadata.

    Raises ValidationError with a sentence for staff when the file is not a whole JPEG, PNG or WebP
    picture of at most 40 million pixels. The pixel count is read from the header, before decoding.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("This file is %(size)s. Pictures can be up to %(limit)s.")
            % {"size": filesizeformat(file.size), "limit": filesizeformat(MAX_BYTES)}
        )
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(file, formats=ACCEPTED)
            _check_size(*image.size)
            image.load()
            return _upright_srgb(image)
    except Image.DecompressionBombError:
        raise ValidationError(_too_many_pixels()) from None
    except UnidentifiedImageError:
        raise ValidationError(_("This file is not a JPEG, PNG or WebP picture, despite its name.")) from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise ValidationError(
            _("This picture is damaged or incomplete. Please export it again and upload the new file.")
        ) from None


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise ValidationError(
            _("This picture has %(width)s × %(height)s pixels. %(limit)s")
            % {"width": width, "height": height, "limit": _too_many_pixels()}
        )
    if max(width, height) > MAX_SIDE or min(width, height) < MIN_SIDE:
        raise ValidationError(
            _(
                "This picture has %(width)s × %(height)s pixels. Each side must have %(least)s to "
                "%(most)s pixels."
            )
            % {"width": width, "height": height, "least": MIN_SIDE, "most": f"{MAX_SIDE:,}"}
        )


def _too_many_pixels() -> str:
    return _(
        "Pictures can have up to 40 million pixels. Please make it smaller, for example 2,560 pixels wide."
    )


def _upright_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
    image = _upright(image)
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at 255
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode != "CMYK":
        image = image.convert(mode)
    if profile:
        image = _in_srgb(image, profile)
    image = image.convert(mode)
    image.info.clear()
    return image


def _upright(image: Image.Image) -> Image.Image:
    turn = None
    with suppress(Exception):  # whatever is wrong inside the EXIF data, the picture itself is fine
        turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return image if turn is None else image.transpose(turn)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    # Broken, or of another colour model: then the colours stay as they were stored.
    with suppress(ImageCms.PyCMSError, OSError):
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB" if image.mode == "CMYK" else image.mode,
        )
        return converted or image
    return image


def fitted(image: Image.Image) -> Image.Image:
    """The decoded picture, made smaller if it is wider than the widest rendition."""
    return image if image.width <= WIDTHS[-1] else _resized(image, WIDTHS[-1])


def digest_of(image: Image.Image) -> str:
    """The content-based name of a decoded and fitted picture: equal pixels give equal digests."""
    return hashlib.sha256(f"{image.mode}{image.size}".encode() + image.tobytes()).hexdigest()[:32]


def store(image: Image.Image, focus: tuple[int, int]) -> tuple[str, int, int]:
    """Write every rendition of a decoded picture and its card; if one can't be written, write none.

    Returns the picture's digest, and its largest width and height.
    """
    image = fitted(image)
    digest = digest_of(image)
    with ExitStack() as undo:
        for width in widths(image.width):
            resized = image if width == image.width else _resized(image, width)
            for extension in FORMATS:
                name = path(digest, width, extension)
                if not default_storage.exists(name):
                    undo.callback(default_storage.delete, name)
                _write(name, resized, extension)
        store_card(image, digest, focus)
        undo.pop_all()
    return digest, image.width, image.height


def store_card(image: Image.Image, digest: str, focus: tuple[int, int]) -> None:
    """Write the 1200 × 630 JPEG that other sites show when a page is shared, cut around the focal point."""
    centering = (focus[0] / 100, focus[1] / 100)
    card = ImageOps.fit(_flat(image), CARD_SIZE, Image.Resampling.LANCZOS, centering=centering)
    _write(card_path(digest), card, "jpg")


def stored(digest: str, width: int) -> Image.Image:
    """The largest stored rendition, decoded."""
    with default_storage.open(path(digest, width, "webp")) as file:
        image = Image.open(file)
        image.load()
    return image


def remove(digest: str, width: int) -> None:
    for rendition in widths(width):
        for extension in FORMATS:
            default_storage.delete(path(digest, rendition, extension))
    default_storage.delete(card_path(digest))


def widths(width: int) -> list[int]:
    """The widths in which a picture of `width` pixels is stored: each smaller fixed width, and its own."""
    own = min(width, WIDTHS[-1])
    return [*(fixed for fixed in WIDTHS if fixed < own), own]


def path(digest: str, width: int, extension: str) -> str:
    return f"pictures/{digest[:2]}/{digest}/{width}.{extension}"


def card_path(digest: str) -> str:
    return f"pictures/{digest[:2]}/{digest}/card.jpg"


def url(digest: str, width: int, extension: str = "jpg") -> str:
    # Not its `url()`, which asks of each letter whether it must be quoted.
    return f"{default_storage.base_url}{path(digest, width, extension)}"  # type: ignore[attr-defined]  # as above


@lru_cache(maxsize=MAX_SRCSETS)
def fitting_url(digest: str, width: int, shown: int, extension: str) -> str:
    """The address of the rendition that is at least `shown` pixels wide, or of the widest there is."""
    kept = widths(width)
    return url(digest, next((each for each in kept if each >= shown), kept[-1]), extension)


@lru_cache(maxsize=MAX_SRCSETS)
def srcset(digest: str, width: int, extension: str) -> str:
    return ", ".join(f"{url(digest, rendition, extension)} {rendition}w" for rendition in widths(width))


def digest_in(address: str) -> str | None:
    """The digest named in a picture's address, or None for any other address."""
    found = rendition_in(address)
    return found[0] if found else None


def rendition_in(address: str) -> tuple[str, int] | None:
    """The digest and width of the rendition at `address`, or None unless it is exactly such an address."""
    found = RENDITION.fullmatch(address.removeprefix(settings.MEDIA_URL))
    if not found or not address.startswith(settings.MEDIA_URL):
        return None
    return found["digest"], int(found["width"])


def _resized(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _flat(image: Image.Image) -> Image.Image:
    """The picture on white, for formats without transparency."""
    if image.mode == "RGB":
        return image
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _write(name: str, image: Image.Image, extension: str) -> None:
    if extension == "jpg":
        image = _flat(image)
    buffer = BytesIO()
    image.save(buffer, {"webp": "WEBP", "jpg": "JPEG"}[extension], **FORMATS[extension])
    default_storage.replace(name, ContentFile(buffer.getvalue()))  # type: ignore[attr-defined]  # the settings name ours
