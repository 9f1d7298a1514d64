from django import template

from events import dates

register = template.Library()


@register.filter
def days(event):
    """The dates of an event on the clocks of its place: 28–29 July 2023."""
    return dates.days(event.first_day, event.last_day)


@register.filter
def hours(event):
    """The times of an event or of a session on the clocks of its place: 09:00–17:00."""
    return dates.hours(event.local_start, event.local_end)


@register.filter
def clocks(event):
    """The zone in which its times stand, in words: Beijing time (UTC+8)."""
    return dates.clocks(event.local_start, event.local_end)


register.filter("long_day", dates.long_day)
register.filter("short_month", dates.short_month)
register.filter("month_of", dates.month_of)
register.simple_tag(dates.weekdays, name="weekdays")
