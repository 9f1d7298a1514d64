"""Events and the people at them.

In reading order: `models` and their fixed `choices`, `querysets` with the words of the domain, `clock` for
local times and `dates` for how they are written, `translation`. What visitors see: `urls`, `views`, `feeds`,
`filters`, `search`, `attendance` on a page, `schema_org` for search engines, `calendars` to subscribe to.
What staff do: `admin`; `participants_import` and `event_import`, which read `tables`; `exports`, which write
them; `records` of people, merged and split; `statistics`. `naming` writes names
in the reader's language, `name_keys` makes them comparable; `ror` checks identifiers of organisations.
"""
