"""Pages for visitors: `events`; `people`, with organisations; `places`; all but the first based on `records`;
`calendars` serves calendar files and feeds.
"""
