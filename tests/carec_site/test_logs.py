"""What the log says of each request, under the production server."""

import re

import pytest

from tests.carec_site.database.clone import wait_until
from tests.deploy.server import LINE, both_sites, running_site
from tests.deploy.urls import PAUSE_SECONDS

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")
HTTPS = {"X__Forwarded__Proto": "https"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    with both_sites(tmp_path_factory) as sites:
        yield sites


def test_each_request_has_one_line_in_the_format_of_all_lines(sites):
    site = sites[True]
    secret = "x" * 43

    response = site.ask(
        f"/a%20b%0Ac/1:{secret}/?email=ann@example.org",
        X__Forwarded__For="203.0.113.77",
        Host="www.example.org",
    )

    line = site.line_of(response)
    words = re.sub(r"\d+ms$", "?ms", line["words"])
    assert (line["level"], words) == ("INFO", "203.0.113.0/24 GET /a%20b%0Ac/1:.../ 301 ?ms")
    assert TIME.fullmatch(line["time"])
    log = site.log.read_text()
    assert (secret in log, "ann@" in log, "203.0.113.77" in log) == (False, False, False)
    assert all(LINE.fullmatch(line) and TIME.match(line) for line in log.splitlines())
    first = site.lines()[0]
    assert (first["logger"], first["id"], first["words"][:8]) == ("gunicorn.error", "-", "Starting")


@pytest.mark.parametrize(
    ("behind_proxy", "given", "is_taken"),
    [
        (True, "5d0c3e1f9a7b2468-proxy", True),
        (True, "short", False),
        (True, "a b c d e f g h", False),
        (True, "x" * 65, False),
        (False, "5d0c3e1f9a7b2468-visitor", False),
    ],
)
def test_id_of_a_request_is_the_proxys_or_our_own(sites, behind_proxy, given, is_taken):
    site = sites[behind_proxy]

    response = site.ask(X__Request__ID=given)

    key = response.headers["X-Request-ID"]
    assert (key == given) == is_taken
    assert is_taken or re.fullmatch("[0-9a-f]{16}", key)
    site.line_of(response)


def test_wrong_host_is_one_line_beside_that_of_the_request(sites):
    site = sites[False]

    response = site.ask(Host="evil.example")

    assert (response.status, " GET /livez 400 " in site.line_of(response)["words"]) == (400, True)
    [told] = [line for line in site.lines() if line["logger"] == "django.security.DisallowedHost"]
    assert (told["level"], told["id"]) == ("WARNING", response.headers["X-Request-ID"])
    assert told["words"].startswith("Invalid HTTP_HOST header: 'evil.example'.")
    assert "Traceback" not in site.log.read_text()


def test_head_is_answered_without_a_warning(sites):
    site = sites[True]

    got, headed = [site.ask("/robots.txt", method, X__Forwarded__Proto="https") for method in ("GET", "HEAD")]

    site.line_of(headed)
    lengths = [response.headers["Content-Length"] for response in (got, headed)]
    assert (got.content != b"", headed.content, lengths[0]) == (True, b"", lengths[1])
    assert "WSGI app sent body bytes" not in site.log.read_text()


def duration(line):
    return int(re.search(r" (\d+)ms$", line["words"])[1])


@pytest.mark.parametrize("path", ["/stream/", "/file/"])
def test_duration_lasts_until_the_answer_was_handed_over(sites, path):
    response = sites[True].ask(path, **HTTPS)

    assert (response.status, response.content) == (200, b"onetwo")
    line = sites[True].line_of(response)
    assert duration(line) >= 2 * PAUSE_SECONDS * 1000
    read = [other["words"] for other in sites[True].lines() if other["id"] == line["id"]]
    assert read[:-1] == ["A part is read"] * 2


@pytest.mark.parametrize("path", ["/stream/", "/file/"])
def test_head_of_a_file_or_a_stream_reads_nothing_of_it(sites, path):
    response = sites[True].ask(path, "HEAD", **HTTPS)

    line = sites[True].line_of(response)
    assert [other for other in sites[True].lines() if other["id"] == line["id"]] == [line]
    assert "no-body response" not in sites[True].log.read_text()


def test_page_that_is_not_there_is_the_line_of_its_request_alone(sites):
    response = sites[True].ask("/nothing/", **HTTPS)

    line = sites[True].line_of(response)
    assert (response.status, line["level"]) == (404, "INFO")
    assert [other for other in sites[True].lines() if other["id"] == line["id"]] == [line]


def test_fault_of_ours_keeps_its_traceback_under_the_id_of_its_request(sites):
    response = sites[True].ask("/fault/", **HTTPS)

    line = sites[True].line_of(response)
    lines = [other for other in sites[True].lines() if other["id"] == line["id"]]
    assert [(other["level"], other["logger"], other["words"]) for other in lines[:2]] == [
        ("WARNING", "tests.deploy.urls", "On the way to a fault"),
        ("ERROR", "django.request", "Internal Server Error: /fault/"),
    ]
    assert (len(lines), "RuntimeError: A fault of ours\n" in sites[True].log.read_text()) == (3, True)


@pytest.mark.parametrize("secret", ["d5xk2a-" + "0a" * 16, "MQ:1w0GdZ:" + "x" * 43])
def test_secret_in_an_address_is_left_out_of_every_line(sites, secret):
    response = sites[True].ask(f"/fault/{secret}/", **HTTPS)

    line = sites[True].line_of(response)
    [told] = [
        other["words"]
        for other in sites[True].lines()
        if (other["id"], other["logger"]) == (line["id"], "django.request")
    ]
    shown = secret.rpartition(":")[0] + secret.rpartition(":")[1] + "..."
    assert told == f"Internal Server Error: /fault/{shown}/"
    assert f" GET /fault/{shown}/ 500 " in line["words"]
    assert secret[-32:] not in sites[True].log.read_text()


def test_post_that_is_too_large_is_a_line_of_a_client(sites):
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": "100000000", **HTTPS}

    response = sites[True].ask("/form/", "POST", **headers)

    line = sites[True].line_of(response)
    [told, _its_own] = [other for other in sites[True].lines() if other["id"] == line["id"]]
    assert (response.status, told["level"]) == (400, "WARNING")
    assert (told["logger"], told["words"][:29]) == (
        "django.security.RequestDataTooBig",
        "Request body exceeded setting",
    )
    assert "RequestDataTooBig: " not in sites[True].log.read_text()


def test_lines_below_the_level_are_left_out(tmp_path):
    with running_site(tmp_path, LOG_LEVEL="WARNING", BEHIND_PROXY="1") as site:
        site.ask("/robots.txt", **HTTPS)
        site.ask("/fault/", **HTTPS)
        wait_until(lambda: "RuntimeError" in site.log.read_text())

    assert {line["level"] for line in site.lines()} == {"WARNING", "ERROR"}
