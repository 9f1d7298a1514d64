"""The tests' settings with Kazakh as a fourth language, for a process beside the tests on their database."""

import os

from tests.settings import *  # noqa: F403  a settings module is its names
from tests.settings import DATABASES, LANGUAGES

LANGUAGES = [*LANGUAGES, ("kk", "Kazakh")]
DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
