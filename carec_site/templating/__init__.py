"""What templates of public pages (Jinja2) may use: `environment` makes it, `template` says how they run,
`gettext` gives their texts, `texts` finds those for translators. Pages of staff keep Django's own engine, for
which the administration is written.
"""
