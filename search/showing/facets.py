"""How many answers there are of each kind, topic, year, country and language."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from publishing.languages import NAMES
from publishing.models import TopicItem
from publishing.statements.prepared import prepared
from search.finding.matching import Match, keys_by_kind
from search.kinds import KINDS
from search.querysets import is_one_of
from search.showing.choices import Choices, places_by_code, topic_names

MAX_OPTIONS = 10  # of one facet, the most frequent


class Option(NamedTuple):
    label: str
    number: int
    query: str  # of the address with this choice, or without it if it is chosen


class Facet(NamedTuple):
    name: str
    label: str
    options: list[Option]
    chosen: Option | None


def facets(choices: Choices, found: list[Match]) -> list[Facet]:
    """What these matches, one for each item and language, can be narrowed down by, and are."""
    items = list({(match.kind, match.item): match for match in found}.values())
    counted = [
        ("kind", _("Kind"), _kinds(items), lambda name: str(KINDS[name].label)),
        ("topic", _("Topic"), _topics(items), topic_names().__getitem__),
        ("year", _("Year"), _years(items), str),
        ("country", _("Country"), _countries(items), lambda code: places_by_code()[code].name),
        ("language", _("Language"), Counter(match.language for match in found), NAMES.__getitem__),
    ]
    made = [_facet(choices, *each) for each in counted]
    return [facet for facet in made if facet.chosen or (len(facet.options) > 1 and len(items) > 1)]


def _facet(
    choices: Choices, name: str, label: str, numbers: Counter[str], label_of: Callable[[str], str]
) -> Facet:
    value = choices.chosen.get(name)
    if value:
        return Facet(name, label, [], Option(label_of(value), numbers[value], choices.query(**{name: ""})))
    most = numbers.most_common(MAX_OPTIONS)
    if name == "year":
        most.sort(reverse=True)
    options = [Option(label_of(each), number, choices.query(**{name: each})) for each, number in most]
    return Facet(name, label, options, None)


def _kinds(items: Iterable[Match]) -> Counter[str]:
    return Counter(match.kind for match in items)


def _years(items: Iterable[Match]) -> Counter[str]:
    zone = get_default_timezone()
    return Counter(str(match.moment.astimezone(zone).year) for match in items if match.moment)


def _topics(items: Iterable[Match]) -> Counter[str]:
    keys = keys_by_kind(items)
    found = {(slug, kind, item) for kind in keys for slug, item in _carried(kind, keys=keys[kind])}
    names = topic_names()
    return Counter(slug for slug, _kind, _item in found if slug in names)


@prepared
def _carried(kind: str):
    carried = TopicItem.objects.filter(is_one_of("object_id", "keys"), content_type__model=kind)
    return carried.values_list("tag__slug", "object_id")


def _countries(items: Iterable[Match]) -> Counter[str]:
    codes = {place.key: place.code for place in places_by_code().values()}
    keys = keys_by_kind(items)
    there = {
        (kind, item, country)
        for kind in keys
        for place in range(len(KINDS[kind].places))
        for item, country in _places(kind, place, keys=keys[kind])
    }
    return Counter(codes[country] for _kind, _item, country in there if country in codes)


@prepared
def _places(kind: str, place: int):
    places = KINDS[kind].places[place]
    return places.rows().filter(is_one_of(places.item, "keys")).values_list(places.item, places.country)
