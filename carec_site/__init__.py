"""The project package: everything that spans all apps.

In reading order: `settings`, read through `env`; `urls`, `views` and `sitemaps`; `staff`, the
administration; `starting`, from a fresh clone to a running site; `database`, the private PostgreSQL;
`availability`, `storage` and `disk` for when things fail; `middleware` and `logs`; `page_cache`, pages kept
while they are true; `demo`, sample content.
`templating` is for public pages, `formats` says how dates are written; `models` and `querysets` count sign-in
attempts; `apps` and `wsgi` are Django's.
"""
