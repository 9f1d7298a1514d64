"""Computes figures about the participants of an event. Pages, charts and workbooks only show them."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, TextChoices
from django.db.models.expressions import NegatedExpression
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.choices import UNKNOWN, Answer, Gender, OrganisationType, PresenceMode, Role
from events.models import Country, ParticipationRole
from events.querysets.participations import ParticipationQuerySet


class Dimension(NamedTuple):
    """A way to divide participants. `path` leads from a participation to the value, or UNKNOWN is the value.

    `divides` is false if one participant may appear in several rows, so that the rows add up to more than
    the total.
    """

    name: str
    label: Promise  # a text in the page's language
    path: str
    choices: type[TextChoices] | None = None
    divides: bool = True


DIMENSIONS = (
    Dimension("country", _("Country"), "country__code"),
    Dimension("type", _("Type of organisation"), "organisation__type", OrganisationType),
    Dimension("gender", _("Gender"), "gender", Gender),
    Dimension("role", _("Role"), "roles__role", Role, divides=False),
    Dimension("mode", _("Attendance mode"), "mode", PresenceMode),
    Dimension("attended", _("Attended"), "attended", Answer),
)
CONSENT = Dimension("consent", _("Agrees to be listed"), "consent", Answer)
FILTERS = {each.name: each for each in (*DIMENSIONS, CONSENT)}


class Figure(NamedTuple):
    """The number of participants with a value."""

    value: str
    label: str
    count: int


class Table(NamedTuple):
    """The figures of one dimension, unknown the last; `total` is the number of participants."""

    dimension: Dimension
    figures: list[Figure]
    total: int

    @property
    def shares(self) -> list[float]:
        return [figure.count / self.total if self.total else 0.0 for figure in self.figures]


def narrow(participations: ParticipationQuerySet, filters: dict[str, str]) -> ParticipationQuerySet:
    """The participations with these values, by the names in FILTERS; other names are ignored.

    `unknown` means nothing recorded. An empty value does not filter; one that does not exist matches
    nobody.
    """
    for name, value in filters.items():
        if name in FILTERS and value:
            participations = participations.filter(_has(FILTERS[name], value))
    return participations


def _has(dimension: Dimension, value: str) -> Q | Exists | NegatedExpression:
    if "\0" in value:  # which the database refuses to look for
        return Q(pk=None)
    if dimension.name == "role":
        held = ParticipationRole.objects.filter(participation=OuterRef("pk"))
        return ~Exists(held) if value == UNKNOWN else Exists(held.filter(role=value))
    same = Q(**{dimension.path: value})
    if value == UNKNOWN and "__" in dimension.path:
        return same | Q(**{dimension.path.partition("__")[0]: None})
    return same


def table(participations: ParticipationQuerySet, dimension: Dimension) -> Table:
    """Rows with at least one participant, and always the unknown. A participant counts once per row."""
    found = participations.order_by().values_list(dimension.path).annotate(Count("pk", distinct=True))
    counts = Counter()
    for value, count in found:
        counts[value or UNKNOWN] += count
    figures = [
        Figure(value, label, counts[value]) for value, label in _labels(dimension, counts) if counts[value]
    ]
    if dimension.choices is None:
        figures.sort(key=lambda figure: (-figure.count, figure.label))
    figures.append(Figure(UNKNOWN, gettext("Unknown"), counts[UNKNOWN]))
    total = counts.total() if dimension.divides else participations.count()
    return Table(dimension, figures, total)


def _labels(dimension: Dimension, values: Iterable[str]) -> list[tuple[str, str]]:
    """Every value except unknown, with its label in the page's language."""
    if dimension.choices is None:
        countries = Country.objects.filter(code__in=list(values))
        return [(country.code, country.name) for country in countries]
    return [(value, str(label)) for value, label in dimension.choices.choices if value != UNKNOWN]


def tables(participations: ParticipationQuerySet) -> list[Table]:
    return [table(participations, dimension) for dimension in DIMENSIONS]
