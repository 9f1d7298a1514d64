"""Calendars, outgoing and incoming (RFC 5545).

`ical` writes events to files, with the time zones defined by `vtimezone`; `reading` reads them from a file
that staff import. `months` is the calendar on a page.
"""
