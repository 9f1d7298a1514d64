"""Settings of a worker that runs as a process of its own over the database of a test."""

import os

from tests.patience import PATIENCE_SECONDS
from tests.settings import *  # noqa: F403  a settings module is its names
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ["TEST_SMTP_PORT"]), PATIENCE_SECONDS
# The first wait of two minutes is 60 milliseconds.
MAIL_WAIT_FACTOR = 0.0005
