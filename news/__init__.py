"""Articles: `models` and their `querysets`, `translation`, the pages (`urls`, `filters`, `views`, `feeds`),
`schema_org` for search engines, `admin`.

`templatetags` shows news on event pages; `importers` turn press releases into articles.
"""
