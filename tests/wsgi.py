"""Asks a WSGI application, as a web server does (PEP 3333)."""

from contextlib import contextmanager
from email.message import Message
from typing import NamedTuple
from urllib.parse import unquote
from wsgiref.util import setup_testing_defaults

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


def ask(application, address: str, method: str = "GET", **headers: str) -> Answer:
    """`headers` as HTTP_ACCEPT_ENCODING="br"."""
    path, _mark, query = address.partition("?")
    environ = {
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": query,
        "REQUEST_METHOD": method,
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "192.0.2.1",
        **headers,
    }
    setup_testing_defaults(environ)
    begun = []
    body = application(environ, lambda status, sent, *_error: begun.append((status, sent)))
    try:
        content = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    [(status, sent)] = begun
    message = Message()
    for name, value in sent:
        message[name] = value
    return Answer(int(status[:3]), message, content)


@contextmanager
def open_transaction():
    """An application whose requests leave it open, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield get_wsgi_application()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
