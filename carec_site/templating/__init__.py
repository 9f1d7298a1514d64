"""What templates of public pages (Jinja2) may use: `environment` makes it, `texts` finds what they say for
translators. Pages of staff keep Django's own engine, for which the administration is written.
"""
