"""What any app says to search engines in the vocabulary of schema.org: the institute, and values left out."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from publishing.models import Picture


def known(facts: dict[str, Any]) -> dict[str, Any]:
    """The parts that have a value."""
    return {name: value for name, value in facts.items() if value}


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def institute() -> dict[str, Any]:
    """Who publishes all of this site. Pages that name it mean the same by its `@id`."""
    return {
        "@type": "Organization",
        "@id": absolute("/#institute"),
        "name": _("CAREC Institute"),
        "url": absolute("/"),
        "logo": {
            "@type": "ImageObject",
            "url": absolute(static("img/apple-touch-icon.png")),
            "width": 180,
            "height": 180,
        },
    }


def images(picture: Picture | None) -> list[str]:
    """A lead picture, as other sites show it and as it is."""
    return [absolute(picture.card_url), absolute(picture.url(picture.width))] if picture else []
