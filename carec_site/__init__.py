"""The root: everything that knows all apps.

In reading order: `settings`, read through `env`; `urls`, `views` and `sitemaps`; `staff`, the administration;
`starting`, from a clone to a site that answers; `database`, the private PostgreSQL; `availability`, `storage`
and `disk` for bad minutes; `middleware` and `logs`; `demo`, an institute to look around in. `models` and
`querysets` count tries to sign in; `formats` says how dates are written; `apps` and `wsgi` are Django's.
"""
