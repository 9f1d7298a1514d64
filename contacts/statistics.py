"""How many inquiries of which kind came in, and how soon they were answered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from contacts import languages
from contacts.inquiries.intake import answer_due
from contacts.models import Inquiry, Topic
from contacts.states import Kind, State


class Line(NamedTuple):
    """`share` is of the largest number of its table, in percent: the length of a bar."""

    label: str
    count: int
    share: str


@dataclass
class Table:
    slug: str
    title: str
    numbers: Sequence[tuple[str, int]]

    @property
    def lines(self) -> list[Line]:
        most = max((count for _label, count in self.numbers), default=0) or 1
        return [Line(label, count, f"{count / most * 100:.2f}") for label, count in self.numbers]


@dataclass
class Figures:
    """Times run from the message to the first answer. Spam is counted separately and nowhere else.

    `in_time` and `late` count inquiries for which it is known whether the date promised to the sender was
    kept. Closing an inquiry without an answer, as after a commendation, counts as neither.
    """

    total: int
    spam: int
    answered: int
    closed_without_answer: int
    in_time: int
    late: int
    median: timedelta | None
    nine_of_ten: timedelta | None
    tables: list[Table]

    @property
    def share_in_time(self) -> float | None:
        known = self.in_time + self.late
        return self.in_time / known if known else None


class _Row(NamedTuple):
    kind: str
    topic: int | None
    language: str
    state: str
    received_at: datetime
    first_answered_at: datetime | None


def figures(first: date, last: date, now: datetime | None = None) -> Figures:
    """Figures about inquiries received from the first to the last day, in TIME_ZONE. Two queries."""
    now = now or timezone.now()
    period = _moment(first, time.min), _moment(last, time.max)
    found = Inquiry.objects.filter(received_at__gte=period[0], received_at__lte=period[1]).order_by()
    everything = [_Row(*values) for values in found.values_list(*_Row._fields)]
    rows = [row for row in everything if row.state != State.SPAM]
    times = sorted(row.first_answered_at - row.received_at for row in rows if row.first_answered_at)
    kept = Counter(_kept(row, now) for row in rows)
    return Figures(
        total=len(rows),
        spam=len(everything) - len(rows),
        answered=len(times),
        closed_without_answer=sum(row.state == State.CLOSED and not row.first_answered_at for row in rows),
        in_time=kept[True],
        late=kept[False],
        median=_quantile(times, 0.5),
        nine_of_ten=_quantile(times, 0.9),
        tables=_tables(rows),
    )


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _kept(row, now) -> bool | None:
    """Whether the promise of the receipt was kept; None if that is not known yet or does not matter."""
    due = answer_due(row.received_at)
    if row.first_answered_at:
        return row.first_answered_at <= due
    if row.state == State.CLOSED or now <= due:
        return None
    return False


def _quantile(times: list[timedelta], share: float) -> timedelta | None:
    """The time within which that share of the answers was sent (nearest rank)."""
    if not times:
        return None
    rank = -int(-len(times) * share // 1)
    return times[rank - 1]


def _tables(rows) -> list[Table]:
    topics = {topic.pk: str(topic) for topic in Topic.objects.all()} | {None: gettext("No topic")}
    months = Counter(timezone.localtime(row.received_at).strftime("%Y-%m") for row in rows)
    topic_counts = Counter(row.topic for row in rows)
    return [
        Table("month", gettext("By month"), [(month, months[month]) for month in _months(months)]),
        _choices("kind", gettext("By kind"), Kind.choices, rows),
        Table("topic", gettext("By topic"), [(name, topic_counts[key]) for key, name in topics.items()]),
        _choices("language", gettext("By language"), languages.NAMES.items(), rows),
        _choices(
            "state", gettext("By state"), [pair for pair in State.choices if pair[0] != State.SPAM], rows
        ),
    ]


def _choices(name, title, choices, rows) -> Table:
    counts = Counter(getattr(row, name) for row in rows)
    return Table(name, title, [(str(label), counts[value]) for value, label in choices])


def _months(counts) -> list[str]:
    """Every month from the first to the last with an inquiry, including months without any."""
    if not counts:
        return []
    year, month = map(int, min(counts).split("-"))
    months = []
    while (name := f"{year:04}-{month:02}") <= max(counts):
        months.append(name)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def in_words(time: timedelta | None) -> str:
    """Days and hours, or hours and minutes."""
    if time is None:
        return "–"
    minutes = int(time.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return gettext("%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


def summary(found: Figures) -> list[tuple[str, int | str]]:
    """The figures shown beside the tables, each with its label."""
    share = found.share_in_time
    return [
        (gettext("Inquiries"), found.total),
        (gettext("Answered"), found.answered),
        (gettext("Closed without an answer"), found.closed_without_answer),
        (gettext("Half of first answers sent within"), in_words(found.median)),
        (gettext("Nine in ten first answers sent within"), in_words(found.nine_of_ten)),
        (gettext("Answered by the promised date"), "–" if share is None else f"{share * 100:.0f} %"),
        (gettext("Mark as spam"), found.spam),
    ]


def notes(first: date, last: date) -> list[str]:
    """What the figures count, in sentences."""
    words = {"from": date_format(first), "to": date_format(last)}
    return [
        gettext("Inquiries received from %(from)s to %(to)s. Spam is counted only where it is named.")
        % words,
        gettext(
            "The promised date is the one in the receipt: %d working days after the message. This "
            "share leaves out inquiries that are not due yet or were closed without an answer."
        )
        % settings.ANSWER_DAYS,
    ]
