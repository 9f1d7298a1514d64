"""Dates to take along and dates that come in (RFC 5545).

`ical` writes events as files, with the zones that `vtimezone` spells out; `reading` takes them out of a file
that staff import. `months` is the calendar on a page.
"""
