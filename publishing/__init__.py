"""The kernel: what it means to publish, for every app that does. It knows none of them.

In reading order: `states` and `models` are what is kept, `querysets` who sees it; `languages` knows the
site's languages, `translation` which texts have a column for each. `slugs` and `addresses` lead to an item
for ever. `richtext` is the one door for HTML, `images` that for pictures; `relations` says where something is
used. `feeds` and `views` are what readers get of it, `admin` holds the parts from which an app builds its
own. `keys` reads keys of records out of requests.
"""
