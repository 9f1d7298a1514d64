"""Pages for visitors: `events`; `people`, with organisations; `places`; all but the first based on `records`;
`appearances`, as the page of a person tells them; `calendars` serves calendar files and feeds.
"""
