"""The site's settings, with commands that notice sooner that a database is frozen."""

from carec_site.settings import *  # noqa: F403  a settings module is its names

DATABASE_COMMAND_ANSWER_SECONDS = 3
