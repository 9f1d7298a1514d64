import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.clients import Sample, ask, read_wrk, share

PRINTED = """Running 1s test @ http://127.0.0.1:8700/
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.31ms    1.02ms  20.54ms   96.42%
    Req/Sec     6.54k   512.33     7.01k    70.00%
  Latency Distribution
     50%  980.00us
     75%    1.40ms
     90%    1.90ms
     99%    1.02s\x20
  6523 requests in 1.10s, 1.03MB read
Requests/sec:   5930.00
Transfer/sec:      0.94MB
"""


def test_what_wrk_prints_is_read():
    sample = read_wrk(PRINTED)

    assert sample == Sample(6523, 1.1, 0.98, 1020)
    assert round(sample.per_second) == 5930


@pytest.mark.parametrize(
    "line",
    ["  Socket errors: connect 0, read 8, write 0, timeout 0\n", "  Non-2xx or 3xx responses: 6523\n"],
)
def test_answers_that_are_no_pages_are_not_counted(line):
    with pytest.raises(ValueError) as error:
        read_wrk(PRINTED + line)

    assert str(error.value) == PRINTED + line


def test_share_is_the_least_value_that_so_many_do_not_exceed():
    assert share([1, 2, 3, 4], 0.5) == 2
    assert share([1, 2, 3, 4], 0.99) == 4
    assert share([7], 0.5) == 7


class Pages(BaseHTTPRequestHandler):
    """A page at each address but /missing, which it sends in two parts."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path == "/missing":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"abc")
        self.wfile.flush()
        self.wfile.write(b"def")

    def log_message(self, *arguments):
        pass


@contextmanager
def serving():
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def test_each_page_is_asked_for_once():
    paths = [f"/{number}" for number in range(30)]
    with serving() as server:
        sample = ask(server.server_port, iter(paths), float("inf"))

    assert sorted(server.asked) == sorted(paths)
    assert sample.requests == 30
    assert 0 < sample.p50 <= sample.p99


def test_page_that_is_missing_is_named():
    with serving() as server, pytest.raises(ValueError) as error:
        ask(server.server_port, iter(["/missing"]), float("inf"))

    assert str(error.value).startswith("/missing: HTTP/1.1 404 Not Found")
