"""Articles: `models` and their `querysets`, `translation`, whom they name (`named`), the pages (`urls`,
`filters`, `views`, `feeds`), how others cite and share them (`citation`, `sharing`), `schema_org`
for search engines, `admin`.

`templatetags` shows news on pages of events, people, organisations and countries, and what to read next;
`importers` turn press releases into articles, and find whom they name.
"""
