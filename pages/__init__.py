"""The institute itself: its fixed pages, and how it is reached.

`addresses` that no page may have and `links` to other networks say what `models` accept; their `querysets`,
`translation`; `tree` knows which page stands below which and in which menu; then the pages (`urls`, `views`,
`schema_org`), and `admin`. `templatetags` gives menus and the institute's details to every page.
"""
