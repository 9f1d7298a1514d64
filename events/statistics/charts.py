"""Bar charts as SVG, drawn by the template admin/events/chart.html; this module computes the layout.

Widths are percentages of the picture and heights are pixels, so that on a narrow page the bars become shorter
and the text stays as large as it is. Colours are classes: the style sheet knows light and dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext

LABEL_HEIGHT = 18  # pixels from the top of a row to the bars below its label
BAR, GAP, BETWEEN = 12, 3, 12
MAX_LABEL_LENGTH = 38  # characters of a label that a telephone has room for


class Bar(NamedTuple):
    y: int
    width: str  # with its percent sign
    series: int


class Row(NamedTuple):
    label: str
    full_label: str
    figures: str
    baseline: int
    bars: list[Bar]


@dataclass
class Chart:
    """`names` labels the bars of each row, in order; a single bar needs no key.

    `data` has, for each row, a label and as many numbers as there are names. `notes` has one note per row,
    such as a share, shown after the numbers.
    """

    slug: str
    title: str
    names: Sequence[str]
    data: Sequence[tuple[str, Sequence[float]]]
    notes: Sequence[str] = ()

    @property
    def rows(self) -> list[Row]:
        most = max((number for _label, numbers in self.data for number in numbers), default=0) or 1
        rows = []
        for place, (label, numbers) in enumerate(self.data):
            top = place * self.step
            bars = [
                Bar(top + LABEL_HEIGHT + series * (BAR + GAP), f"{number / most * 100:.2f}%", series)
                for series, number in enumerate(numbers)
                if number
            ]
            figures = " / ".join(number_format(number, force_grouping=True) for number in numbers)
            if self.notes:
                figures = f"{figures} · {self.notes[place]}"
            rows.append(
                Row(Truncator(label).chars(MAX_LABEL_LENGTH), label, figures, top + LABEL_HEIGHT - 5, bars)
            )
        return rows

    @property
    def step(self) -> int:
        return LABEL_HEIGHT + len(self.names) * (BAR + GAP) - GAP + BETWEEN

    @property
    def height(self) -> int:
        return max(len(self.data) * self.step - BETWEEN, 1)

    @property
    def description(self) -> str:
        """Everything that the picture shows, in words."""
        names = " / ".join(self.names)
        rows = "; ".join(f"{row.full_label}: {row.figures}" for row in self.rows)
        return gettext("Bar chart of %(names)s. %(rows)s.") % {"names": names, "rows": rows}
