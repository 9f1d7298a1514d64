import gzip

import brotli
import pytest

from carec_site.page_cache.answers import Answer, encoding_for, is_among

PAGE = "<p>Тарифы и дороги</p>".encode() * 100


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0.5", "gzip"),
        ("BR", "br"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("", ""),
        ("br;q=0,gzip;q=0", ""),
        (";;,,", ""),
    ],
)
def test_encoding_is_the_best_that_is_accepted(accepted, encoding):
    assert encoding_for(accepted) == encoding


def test_forms_hold_the_same_page():
    answer = Answer([("Content-Type", "text/html")], PAGE)
    forms = {accepted: answer.form(accepted) for accepted in ("", "gzip", "br")}

    assert forms[""].body == PAGE
    assert gzip.decompress(forms["gzip"].body) == PAGE
    assert brotli.decompress(forms["br"].body) == PAGE
    assert len({form.etag for form in forms.values()}) == 3
    assert [dict(form.headers).get("Content-Encoding") for form in forms.values()] == [None, "gzip", "br"]
    assert [dict(form.headers)["Content-Length"] for form in forms.values()] == [
        str(len(form.body)) for form in forms.values()
    ]


def test_equal_pages_have_equal_tags_in_every_process():
    first, second = (Answer([("Content-Type", "text/html")], PAGE).form("gzip") for _time in range(2))

    assert (first.etag, first.body) == (second.etag, second.body)
    assert Answer([], PAGE + b".").form("gzip").etag != first.etag


def test_small_answer_is_not_compressed():
    form = Answer([("Content-Type", "text/html")], b"short").form("br")

    assert (form.body, dict(form.headers).get("Content-Encoding")) == (b"short", None)


def test_headers_of_the_cache_replace_those_of_the_page():
    sent = [
        ("Content-Type", "text/html"),
        ("Content-Length", "3"),
        ("ETag", '"old"'),
        ("Vary", "Cookie, Accept"),
    ]
    form = Answer(sent, PAGE).form("")

    assert form.headers == [
        ("Content-Type", "text/html"),
        ("Content-Length", str(len(PAGE))),
        ("ETag", form.etag),
        ("Cache-Control", "public, no-cache"),
        ("Vary", "Accept-Encoding, Cookie, Accept"),
    ]


@pytest.mark.parametrize(
    ("known", "is_known"),
    [('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False), ("a", False)],
)
def test_tag_is_found_among_those_that_a_browser_has(known, is_known):
    assert is_among('"a"', known) is is_known
