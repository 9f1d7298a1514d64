"""The site's settings, for which every server is too old."""

from django.db.backends.postgresql.features import DatabaseFeatures

from carec_site.settings import *  # noqa: F403  a settings module is its names

DatabaseFeatures.minimum_database_version = (999,)
