"""Production settings over a few addresses that do what the site itself seldom does."""

from carec_site.settings import *  # noqa: F403  a settings module is its names

ROOT_URLCONF = "tests.deploy.urls"
