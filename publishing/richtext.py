"""The single place that decides what rich text may contain and how pages show it."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from html import unescape
from typing import Any

import nh3
from django import forms
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from publishing import images
from publishing.slugs import next_free, slug_from
from publishing.videos.players import with_players

ALLOWED = {
    "p": set(),
    "br": set(),
    "hr": set(),
    "h2": set(),
    "h3": set(),
    "h4": set(),
    "strong": set(),
    "em": set(),
    "sub": set(),
    "sup": set(),
    "a": {"href", "title", "hreflang"},
    "ul": set(),
    "ol": {"start", "type"},
    "li": set(),
    "blockquote": {"class"},
    "table": set(),
    "caption": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "figure": set(),
    "figcaption": set(),
    "img": {"src", "alt", "width", "height"},
}
SCHEMES = {"http", "https", "mailto"}
MAX_LENGTH = 500_000
MAX_ANCHORS = 5_000
WORDS_PER_MINUTE = 220
CHARACTERS_PER_MINUTE = 400  # of Chinese, which has no spaces between its words

# nh3 writes attributes in one form only: name="value", with <, > and quotes inside the value escaped.
TAG = re.compile(r"<[^>]*>")
IMG = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
LIST_TYPES = {"a", "A", "i", "I"}
PULL_QUOTE = "pull"  # the class of a quotation that stands out of the text
NUMBERS = {"width", "height", "colspan", "rowspan", "start"}
LINE_END = re.compile("\r\n?|[\x0b\x0c]")
# What HTML forbids in a text: control characters except tab and newline, and noncharacters.
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
MAX_ROUNDS = 10  # no text is known that needs more than three


def clean_html(html: str) -> str:
    """Return `html` with only the elements, attributes, link schemes and own pictures that are allowed.

    Pictures from any other place than the picture library are dropped. Text of dropped elements stays,
    except in script, style, template, SVG and MathML. A body without any text or picture becomes the
    empty string. Cleaning what was cleaned changes nothing.
    """
    # Children that lost a dropped element around them may parse into another tree the next time.
    for _round in range(MAX_ROUNDS):
        before, html = html, _clean_once(html)
        if html == before:
            break
    return html


def _clean_once(html: str) -> str:
    html = FORBIDDEN.sub("", LINE_END.sub("\n", html))
    cleaned = _without_lost_pictures(_cleaner().clean(html))
    return cleaned.strip() if _shows_something(cleaned) else ""


def _without_lost_pictures(cleaned: str) -> str:
    return IMG.sub(lambda match: match[0] if ' src="' in match[0] else "", cleaned)


def _shows_something(cleaned: str) -> bool:
    return "<img" in cleaned or bool(TAG.sub("", cleaned).replace("&nbsp;", "").strip())


def plain_text(html: str) -> str:
    """The words of cleaned `html` on one line."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def minutes_to_read(html: str) -> int:
    """How long cleaned `html` takes to read, in whatever language it is; one minute at least."""
    words, characters = HAN.subn(" ", plain_text(html))
    minutes = len(words.split()) / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE
    return max(1, round(minutes))


def pictures_in(html: str) -> list[dict[str, str]]:
    """The attributes of every picture in cleaned `html`, in order; `alt` is missing where none was given."""
    return [dict(ATTRIBUTE.findall(match[1])) for match in IMG.finditer(html)]


def headings_in(html: str) -> list[tuple[str, str]]:
    """An anchor and the words of each main heading in cleaned `html`, in order."""
    found: dict[str, str] = {}
    for match in HEADING.finditer(html):
        words = plain_text(match[1])
        found[next_free(_anchor(words), found)] = words
    return list(found.items())


@lru_cache(maxsize=MAX_ANCHORS)
def _anchor(words: str) -> str:
    return f"section-{slug_from(words)}".rstrip("-")


def with_anchors(html: str) -> str:
    """Cleaned `html` whose main headings can be linked to: see `headings_in()`."""
    anchors = iter(anchor for anchor, _words in headings_in(html))
    return HEADING.sub(lambda match: f'<h2 id="{next(anchors)}">{match[1]}</h2>', html)


def render(html: str) -> str:
    """Cleaned `html` for a page: pictures fit it, tables can scroll on a phone, videos can be played."""
    html = with_players(IMG.sub(_responsive, clean_html(html)))
    return html.replace("<table>", '<div class="table-scroll" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )


def for_other_sites(html: str, address: str) -> str:
    """Cleaned `html` of the page at `address` for readers elsewhere: its links and pictures are absolute."""
    return _without_lost_pictures(_cleaner_for(("rewrite_with_base", address)).clean(html))


def _responsive(match: re.Match[str]) -> str:
    attributes = dict(ATTRIBUTE.findall(match[1]))
    # Not the width attribute: only files that exist may be offered, and those up to this one do.
    rendition = images.rendition_in(attributes["src"])
    if rendition is None:  # cleaning leaves no such picture
        return ""
    digest, width = rendition
    webp, jpeg = (
        f'srcset="{images.srcset(digest, width, extension)}" sizes="{images.BODY_SIZES}"'
        for extension in ("webp", "jpg")
    )
    return (
        f'<picture><source type="image/webp" {webp}>'
        f'<img{match[1]} {jpeg} loading="lazy" decoding="async"></picture>'
    )


@cache
def _cleaner() -> nh3.Cleaner:
    return _cleaner_for("pass_through")


def _cleaner_for(relative: Any) -> nh3.Cleaner:
    """`relative`: what becomes of addresses without a host."""
    return nh3.Cleaner(
        tags=set(ALLOWED),
        attributes={tag: names for tag, names in ALLOWED.items() if names},
        attribute_filter=_known_values_only,
        url_schemes=SCHEMES,
        url_relative=relative,
        link_rel=None,
        strip_comments=True,
    )


def _known_values_only(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if images.rendition_in(value) else None
    if attribute == "type":
        return value if value in LIST_TYPES else None
    if attribute == "class":
        return value if value == PULL_QUOTE else None
    if attribute in NUMBERS:
        return value if value.isascii() and value.isdigit() and len(value) < 6 else None
    return value


class RichTextFormField(forms.CharField):
    """Cleans what was typed before it is compared: browsers end lines otherwise than they are stored."""

    def to_python(self, value: Any) -> str:
        return clean_html(super().to_python(value) or "")


class RichTextField(models.TextField):
    """A TextField whose value is cleaned on its way into the database, whichever way it goes.

    It writes itself into migrations as a plain TextField. `get_prep_value` is left alone: it would also
    change the words of a search.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean_html(value)
            # Not setattr: on a translated field that would write the current language's column too.
            model_instance.__dict__[self.attname] = value
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str):
            value = clean_html(value)
        return super().get_db_prep_save(value, connection)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": RichTextFormField, **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
