"""What base.html needs to know about the current page: its addresses in each language."""

from django import template
from django.conf import settings
from django.utils.http import urlencode
from django.utils.translation import get_language_info, gettext

from publishing.cards.addresses import Card
from publishing.languages import CODES, ENGLISH, LOCALES, address_in, current

register = template.Library()
OWN_NAMES = {code: get_language_info(code)["name_local"].capitalize() for code in CODES}
CHARACTERS_OF_A_NAME = 4


def language_links(request, is_error=False):
    """This page in every language, each as a dict of code, name (in that language), url and current; the
    name also as its first letters, by which readers know it, and the rest.

    On a page that exists in one language alone, such as one of an error, they lead to the home pages.
    """
    match = request.resolver_match
    path = request.get_full_path() if match and match.namespace != "admin" and not is_error else "/"
    return [
        {
            "code": code,
            "name": name,
            "letters": name[: letters_of(name)],
            "rest": name[letters_of(name) :],
            "url": address_in(path, code),
            "current": code == current(),
        }
        for code, name in OWN_NAMES.items()
    ]


def letters_of(name):
    """Eng, Рус; a name in characters, which says as much with fewer: 简体."""
    return 2 if len(name) <= CHARACTERS_OF_A_NAME else 3


def page_addresses(request, languages=None):
    """Canonical and alternate addresses of a page that exists in `languages` (codes; None means all).

    A page that shows English because its translation is missing names the English one as canonical.
    The page number is the only parameter that makes another page.
    """
    page = request.GET.get("page", "1")
    path = request.path if page == "1" else f"{request.path}?{urlencode({'page': page})}"
    addresses = {
        code: absolute(address_in(path, code)) for code in CODES if languages is None or code in languages
    }
    default = addresses[ENGLISH]
    shown = current() if current() in addresses else ENGLISH
    return {
        "locales": [
            ("og:locale" if code == shown else "og:locale:alternate", LOCALES[code])
            for code in sorted(addresses, key=lambda code: code != shown)
            if code in LOCALES
        ],
        "canonical": addresses.get(current(), default),
        "addresses": addresses,
        "default": default,
    }


@register.filter
def absolute(path):
    """A path of this site as a full address."""
    return settings.SITE_URL + path


@register.filter
def page_numbers(page):
    """The page numbers a paginator links to: the ends and the neighbours, with gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


def institute_card() -> Card:
    """Of pages that have none of their own."""
    return Card(gettext("CAREC Institute"), line=gettext("Central Asia Regional Economic Cooperation"))
