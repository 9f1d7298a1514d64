"""The log: one format for all processes of the site, gunicorn's own lines among them.

    2026-11-26T09:30:12.345+00:00 INFO carec_site.requests 5d0c3e1f9a7b2468 192.0.2.0/24 GET /news/ 200 12ms

A line begins with its time in UTC (ISO 8601), its level, its logger, and the id of the request during
which it was written, or a hyphen. The request lines themselves come from `RequestLogMiddleware`. Secrets in
addresses are always left out.
"""

import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

NO_REQUEST = "-"
# What gives a right to whoever has it: signatures of django.core.signing, tokens of django.contrib.auth.
SECRET = re.compile(r"(?:(?<=:)[\w-]{43}|\b[0-9a-z]{6,7}-[0-9a-f]{32,64})(?=[/\s]|$)")
request_id: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)
# No line says it, so it need not be found out for each (Python's Logging HOWTO, "Optimization").
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


class LineFormatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {request_id} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        record.__dict__["request_id"] = request_id.get()
        return SECRET.sub("...", super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  the name that the base class gives it
        seconds, milliseconds = divmod(int(record.created * 1000), 1000)
        return f"{_to_the_second(seconds)}.{milliseconds:03}+00:00"


@lru_cache(maxsize=2)
def _to_the_second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def configuration(level: str, is_debug: bool) -> dict[str, Any]:
    """For `logging.config.dictConfig`, after Django's own."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": LineFormatter}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["of_a_client"]}
        },
        "filters": {"of_a_client": {"()": "django.utils.log.CallbackFilter", "callback": _of_a_client}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Not also by Django's own console. Its DEBUG lines are for those who develop Django.
            "django": {"handlers": [], "level": "INFO" if level == "DEBUG" else level},
            # The line of the request tells of a 404; what is a fault of ours keeps its traceback.
            "django.request": {"level": "ERROR"},
            # The development server writes a line a request itself.
            "carec_site.requests": {"level": "WARNING" if is_debug else "NOTSET"},
        },
    }


def _of_a_client(record: logging.LogRecord) -> bool:
    """A client's mistake, such as a wrong host or size, is not an error of the site, and its traceback says
    nothing useful.
    """
    if record.name.startswith("django.security."):
        record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
    return True
