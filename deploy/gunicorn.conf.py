"""gunicorn's settings: two worker processes of sixteen threads suit a small server.

At most six threads of a process use the database (PLACES in carec_site/database/waiting.py); the others are
there for what needs none, and for whoever stands in line. Threads are made when they are needed. Each keeps
a connection, so PostgreSQL sees 32 of the 100 that it allows at most.
"""

import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from gunicorn.glogging import Logger

from carec_site import env
from carec_site.logs import LineFormatter

try:
    values = env.read(Path(__file__).resolve().parent.parent)
except ImproperlyConfigured as error:
    sys.exit(str(error))


class SiteLogger(Logger):
    """gunicorn's own lines look like all others; the site itself writes those of requests."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(LineFormatter())


wsgi_app = "carec_site.wsgi"
worker_class = "gthread"
workers = 2
threads = 16
keepalive = 30
timeout = 60
logger_class = SiteLogger
loglevel = values.log_level.lower()
accesslog = None
# Nothing here uses it, and it would lie in the home of a service user, who may have none.
control_socket_disable = True
# The site believes what its proxy says, with BEHIND_PROXY=1; gunicorn itself believes no header.
secure_scheme_headers = {}
forwarder_headers = ""
