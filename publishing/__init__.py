"""The kernel: what it means to publish, for every app that does. It knows none of them.

In reading order: `states` and `models` define what is stored, `querysets` who may see it; `languages` knows
the site's languages, `translation` which texts have a column for each; `statements` are what pages read with.
`slugs` and `addresses` keep addresses working for ever. All HTML passes through `richtext`, with `videos` of
other sites, all pictures through `images`; `relations` says where something is used. `feeds` and `views`
serve readers, with `ranges` for parts of files; `schema_org` is what search engines are told, `cards` are
shown beside shared links; `admin` holds the parts from which an app builds its own. `keys` reads record keys
from requests.
"""
