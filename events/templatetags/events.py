from contextlib import suppress

from django import template
from django.core.exceptions import ImproperlyConfigured
from django.db import Error
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup, escape

from events import dates
from events.choices import MaterialKind, OrganisationType
from events.models import Country
from events.naming import cities
from freshness.keeping import kept
from publishing.cards.addresses import Card
from publishing.videos.hosts import video_at
from publishing.videos.players import player

register = template.Library()
LINK = Markup('<a href="%s">%s</a>')


@register.filter
def days(event):
    """The dates of an event in local time: 28–29 July 2023."""
    return dates.days(event.first_day, event.last_day)


@register.filter
def days_of_year(event):
    """The same below the year as a heading."""
    return dates.days_of_year(event.first_day, event.last_day)


@register.filter
def numbers_of_days(event):
    """What a leaf of a calendar shows above the month in which the event begins: 28–29, or 28 alone."""
    first, last = event.first_day, event.last_day
    is_within_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day}–{last.day}" if event.is_multi_day and is_within_month else first.day


@register.filter
def last_in_another_month(event):
    """Below that: – 13 Dec, where the last day is in another month; else nothing."""
    first, last = event.first_day, event.last_day
    return f"– {dates.short_day(last)}" if (first.year, first.month) != (last.year, last.month) else ""


@register.filter
def hours(event):
    """The times of an event or a session in local time: 09:00–17:00."""
    return dates.hours(event.local_start, event.local_end)


@register.filter
def clocks(event):
    """The time zone of its times, in words: Beijing time (UTC+8)."""
    return dates.clocks(event.local_start, event.local_end)


register.filter("hours_between", dates.hours)
register.filter("long_day", dates.long_day)
register.filter("short_month", dates.short_month)
register.filter("month_of", dates.month_of)
weekdays = dates.weekdays


def place(event, *, with_venue=False, linked=False):
    """City and country of an event, as far as they are known; `linked`: the country leads to its page."""
    country = event.country if linked else None
    link = LINK % (country.get_absolute_url(), country.name) if country else None
    return _joined(_(", "), event.venue if with_venue else "", cities.place_of(event, link))


def person_card(person, latest) -> Card:
    """`latest`: the latest participation that visitors may see."""
    line = [part for part in (latest.job_title, latest.organisation_name) if part]
    return Card(person.shown_name, pgettext("of a page", "Person"), _(", ").join(line))


def organisation_card(organisation) -> Card:
    kind = organisation.get_type_display() if organisation.type != OrganisationType.UNKNOWN else ""
    return Card(organisation.name, kind, organisation.country.name if organisation.country else "")


def country_card(country) -> Card:
    return Card(country.name, _("CAREC member") if country.is_member else _("Country"))


@register.filter
def players(materials):
    """Of recordings that can be played on a page of ours."""
    found = [(each, video_at(each.url)) for each in materials if each.kind == MaterialKind.RECORDING]
    return [player(video, each.title) for each, video in found if video]


def member_names() -> list[str]:
    """The names of the member countries, for a form on every page; none while the database is away."""
    with suppress(Error, ImproperlyConfigured):
        return _member_names()
    return []


@kept
def _member_names():
    return [country.name for country in Country.objects.members().by_name()]


def _joined(between: str, *parts: str) -> Markup:
    """The parts that are not empty, escaped."""
    found = [part for part in parts if part]
    return escape(between).join(found) if len(found) > 1 else escape(found[0] if found else "")
