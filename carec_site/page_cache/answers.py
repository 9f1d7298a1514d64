"""An answer as it is given to everybody: in each form that browsers understand, and as 304 to who has it
already.
"""

import hashlib
import re
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import brotli

# Good and quick: the higher settings save a few per cent and take many times as long.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
GZIP_WINDOW_BITS = 31  # zlib writes the header of gzip (RFC 1952)
MIN_COMPRESSED_BYTES = 500
REST_BYTES = 2000  # of memory: headers and the like
# Caches keep it and ask each time whether it is still true (RFC 9111, 5.2.2.4).
CACHE_CONTROL = "public, no-cache"

Headers = list[tuple[str, str]]


class Form(NamedTuple):
    """What is sent to those who accept one encoding."""

    etag: str
    headers: Headers
    headers_of_304: Headers
    body: bytes

    def answer_to(self, environ: Mapping[str, Any]) -> tuple[str, Headers, list[bytes]]:
        """To a GET or HEAD; or that the asker has it already (RFC 9110, 13.1.2)."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and is_among(self.etag, known):
            return "304 Not Modified", self.headers_of_304, []
        return "200 OK", self.headers, [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class Answer:
    """A response with status 200."""

    def __init__(self, headers: Headers, body: bytes):
        own = {"content-length", "etag", "cache-control", "vary", "x-request-id"}
        self._headers = [(name, value) for name, value in headers if name.lower() not in own]
        self._digest = hashlib.sha256(body).hexdigest()[:32]
        self._plain = body
        vary = [
            word for name, value in headers if name.lower() == "vary" for word in re.split(r",\s*", value)
        ]
        self._vary = ", ".join(dict.fromkeys(["Accept-Encoding", *vary]))
        self._forms: dict[str, Form] = {}
        self.bytes = REST_BYTES + len(body)

    def form(self, accepted: str) -> Form:
        """The smallest form that the header Accept-Encoding allows."""
        encoding = encoding_for(accepted) if len(self._plain) >= MIN_COMPRESSED_BYTES else ""
        form = self._forms.get(encoding)
        if form is None:
            form = self._forms[encoding] = self._make(encoding)
        return form

    def _make(self, encoding: str) -> Form:
        body = COMPRESSORS[encoding](self._plain)
        # A strong validator: it stands for these bytes, so each encoding has its own (RFC 9110, 8.8.3.3).
        etag = f'"{self._digest}{encoding and "-" + encoding}"'
        headers_of_304 = [("ETag", etag), ("Cache-Control", CACHE_CONTROL), ("Vary", self._vary)]
        headers = [*self._headers, ("Content-Length", str(len(body))), *headers_of_304]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        self.bytes += REST_BYTES + (len(body) if encoding else 0)
        return Form(etag, headers, headers_of_304, body)


def is_among(etag: str, known: str) -> bool:
    """By the weak comparison that If-None-Match asks for: proxies that compress make our tags weak."""
    return known.strip() == "*" or etag in {each.strip().removeprefix("W/") for each in known.split(",")}


@lru_cache(maxsize=1000)
def encoding_for(accepted: str) -> str:
    """The best of our encodings that the header allows (RFC 9110, 12.5.3); empty for none."""
    weights = {}
    for part in accepted.lower().split(","):
        name, *parameters = [word.strip() for word in part.split(";")]
        weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        weights[name] = weight.strip() not in {"0", "0.0", "0.00", "0.000"}
    return next((name for name in ("br", "gzip") if weights.get(name, weights.get("*", False))), "")


def _gzip(body: bytes) -> bytes:
    """Without a time, so that equal pages are equal bytes in every process."""
    compressor = zlib.compressobj(GZIP_LEVEL, wbits=GZIP_WINDOW_BITS)
    return compressor.compress(body) + compressor.flush()


COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda body: body,
    "gzip": _gzip,
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
}
