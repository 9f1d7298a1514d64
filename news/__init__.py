"""Articles: `models` and their `querysets`, `translation`, the pages (`urls`, `filters`, `views`, `feeds`),
`admin`.

`templatetags` shows news on event pages; `importers` turn press releases into articles.
"""
