import pytest

from bench.clients import Sample, read_wrk, share

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
