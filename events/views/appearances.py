"""The appearances of a person as their page tells them: to come, and past by years."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from events.models import Participation
from events.models.participation import Contribution


class Talk(NamedTuple):
    """Something said on a stage, of which slides or a recording are left."""

    participation: Participation
    contribution: Contribution


class Year(NamedTuple):
    number: int
    rows: list[tuple[Participation, bool]]  # whether the position is another than in the row before


class Appearances:
    """Of participations, the latest first. `known` is the one whose position stands above them, if any."""

    def __init__(self, participations, known=None):
        coming = [each for each in participations if not each.shown_event.is_past]
        past = [each for each in participations if each.shown_event.is_past]
        self.coming = coming[::-1]
        before = [known, *past]
        rows = [(each, _post(each) != _post(former)) for former, each in zip(before, past, strict=False)]
        by_year = groupby(rows, key=lambda row: row[0].shown_event.first_day.year)
        self.years = [Year(number, list(found)) for number, found in by_year]
        self.talks = [
            Talk(each, contribution)
            for each in past
            for contribution in each.contributions
            if contribution.materials
        ]


_post_of = attrgetter("job_title", "organisation_name", "organisation_id", "country_id")


def _post(participation) -> tuple:
    return _post_of(participation) if participation else ()
