"""`python -m bench.chart` draws the table "Beside other systems" of docs/performance.md as a picture beside
it, by the code that draws the statistics of events.
"""

import os
from collections.abc import Sequence

from bench import sites
from bench.content.sizes import USUAL

TABLE = sites.ROOT / "docs" / "performance.md"
PICTURE = TABLE.with_suffix(".svg")
SYSTEMS = ("this site", "Wagtail", "plain Django")
KEY_HEIGHT = 28  # pixels
KEY_STEP = 130
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{height}">
<style>
text {{ font: 13px sans-serif; fill: #1f2933; }}
.chart-bar-0 {{ fill: #0b5cad; }}
.chart-bar-1 {{ fill: #c2571a; }}
.chart-bar-2 {{ fill: #6b7a89; }}
@media (prefers-color-scheme: dark) {{
  text {{ fill: #e4e9ee; }}
  .chart-bar-0 {{ fill: #6cb4f5; }}
  .chart-bar-1 {{ fill: #f0a36b; }}
  .chart-bar-2 {{ fill: #9aa8b5; }}
}}
</style>
{key}
{chart}
</svg>
"""


def figures(text: str) -> list[tuple[str, Sequence[float]]]:
    """The name of each page that all systems have, with its milliseconds in each system."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    lines = [[cell.strip() for cell in line] for line in lines]
    start = next(place for place, cells in enumerate(lines) if cells[0] == SYSTEMS[0])
    head, rows = lines[start - 2], lines[start : start + len(SYSTEMS)]
    if tuple(row[0] for row in rows) != SYSTEMS:
        raise ValueError(f"not the rows of {SYSTEMS}: {rows}")
    columns = zip(head[1:], *(row[1:] for row in rows), strict=True)
    return [(name, [float(cell) for cell in cells]) for name, *cells in columns if all(cells)]


def drawn(text: str) -> str:
    # Django may not be set up before.
    from django.template.loader import render_to_string  # noqa: PLC0415

    from events.statistics.charts import Chart  # noqa: PLC0415

    chart = Chart("cpu", "CPU of a page made anew, in milliseconds", SYSTEMS, figures(text))
    page = render_to_string("admin/events/chart.html", {"chart": chart})
    key = "".join(
        f'<rect class="chart-bar-{place}" x="{place * KEY_STEP}" y="2" width="12" height="12" rx="2"/>'
        f'<text x="{place * KEY_STEP + 18}" y="13">{name}</text>'
        for place, name in enumerate(SYSTEMS)
    )
    lines = [line.strip() for line in page[page.index("<svg") :].splitlines()]
    inner = "\n".join(filter(None, lines)).replace("<svg ", f'<svg y="{KEY_HEIGHT}" ', 1)
    return FRAME.format(height=chart.height + KEY_HEIGHT, key=key, chart=inner)


def main() -> None:
    import django  # noqa: PLC0415  as above

    os.environ.update(sites.environment(USUAL))
    django.setup()
    PICTURE.write_text(drawn(TABLE.read_text()))


if __name__ == "__main__":
    main()
