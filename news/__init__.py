"""Articles: `models` and their `querysets`, `translation`, the pages (`urls`, `views`, `feeds`), `admin`.

`templatetags` is what pages of events show of the news; `importers` make articles of press releases.
"""
