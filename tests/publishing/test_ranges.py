import pytest

from publishing.ranges import positions_asked

SATISFIED = {
    "bytes=0-0": range(1),
    "bytes=0-4": range(5),
    "bytes=5-": range(5, 10),
    "bytes=9-9": range(9, 10),
    "bytes=9-1000": range(9, 10),
    "bytes=-1": range(9, 10),
    "bytes=-1000": range(10),
    "Bytes=0-": range(10),
    " bytes=2-3 ": range(2, 4),
}


@pytest.mark.parametrize("header", SATISFIED)
def test_range_is_the_bytes_that_the_header_names(header):
    assert positions_asked(header, 10) == SATISFIED[header]


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=999999999999999999-"])
def test_range_behind_the_end_is_empty(header):
    assert list(positions_asked(header, 10)) == []


def test_every_range_of_an_empty_file_is_empty():
    assert [len(positions_asked(header, 0)) for header in ("bytes=0-", "bytes=0-9", "bytes=-5")] == [0, 0, 0]


IGNORED = [
    "",
    "bytes",
    "bytes=",
    "bytes=-",
    "bytes=3-2",
    "bytes=0-1,3-4",
    "bytes=0-1,",
    "bytes=a-b",
    "bytes=+1-2",
    "bytes=1.5-2",
    "bytes=\u0661-\u0662",
    "bytes=--5",
    "pages=0-1",
    f"bytes={'9' * 5000}-",
]


@pytest.mark.parametrize("header", IGNORED, ids=range(len(IGNORED)))
def test_range_that_may_be_ignored_is_none(header):
    assert positions_asked(header, 10) is None
