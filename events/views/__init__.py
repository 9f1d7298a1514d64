"""Pages for visitors: `events`, `people` with organisations, `places`, over `records`, which the latter
share; `calendars` are files and feeds of dates.
"""
