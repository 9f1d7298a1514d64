"""The home page, which editors compose.

`models` is what they choose; `translation`; `content`, what the page shows of it by now, and of the rest of
the site; `views`; `schema_org`; `admin`, where staff choose, and `choices`, what visitors do not see of it.

An app of its own, for a choice points to articles, events, topics and quotes, and no other app may know all
of these: `news` knows no quotes, and `carec_site` has no models of content.
"""
