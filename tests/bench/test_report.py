import re

from bench import report
from bench.content.sizes import Size
from bench.cpu import Page
from bench.growth import Found, Growth
from bench.importing import Pass
from bench.largest import File, ReadAgain
from bench.largest import Found as Largest
from bench.load import DJANGO, HELLO, SITE, WITHOUT_CACHE, Figure, Row
from bench.memory import Memory

SIZE = Size("small", articles=20, events=5, participants=4, people=10, organisations=2)
SIZES = (SIZE, SIZE._replace(name="large", article_blocks=100))


def body(text):
    """The lines of a table."""
    return text.split("\n\n", 1)[1].splitlines()


def test_load_has_targets_beside_kept_pages_alone():
    rows = [
        Row(HELLO, "hello", Figure(8000, 0.9, 4, 0.1), 1, 2, 1),
        Row(DJANGO, "hello", Figure(4000, 1.8, 8, 0.2), 0.5, 1, 2),
        Row(SITE, "article", Figure(6000, 1.2, 6, 0.15), 0.75, 1.5, 1.5),
        Row(WITHOUT_CACHE, "article", Figure(40, 200, 300, 28.5), 0.005, 0.01, 280),
    ]

    text = report.load(rows, "wrk", 3, 4)

    assert text.splitlines()[1] == "wrk, 8 kept connections, medians of 3 rounds of 4 s"
    targets = ["0.75", ">= 0.7", "1.5", ">= 5 (missed)"]
    assert [re.split("  +", line) for line in body(text)[1:]] == [
        ["bare WSGI", "hello", "8,000", "0.90", "4.00", "1", "2", "0.100", "1"],
        ["bare Django", "hello", "4,000", "1.80", "8.00", "0.5", "1", "0.200", "2"],
        ["site", "article", "6,000", "1.20", "6.00", *targets, "0.150", "1.5"],
        ["site, made anew", "article", "40", "200.00", "300.00", "0.005", "0.01", "28.500", "280"],
    ]


def test_cpu_has_the_budget_of_queries_beside_their_number():
    pages = [Page("event", 25.1, 27.5, 3.8, 6, 21_630, 0.1, 0), Page("feed", 20, 22, 3, 3, 19_809, 0.1, 2)]

    assert body(report.cpu(pages)) == [
        "page   own ms  least  database ms  queries  target          bytes  kept ms  queries  target",
        "event   27.50  25.10         3.80        6  <= 5 (missed)  21,630    0.100        0  <= 1",
        "feed    22.00  20.00         3.00        3                 19,809    0.100        2  <= 1 (missed)",
    ]


def test_growth_has_a_target_for_each_kind_of_page():
    found = Found(
        [Growth("article", [20, 21], 1.05), Growth("home", [20, 40], 2)],
        [Growth("page 1 and 9", [10, 30], 3)],
        [Growth("people", [10, 14], 1.4)],
        Growth("participants", [10, 16], 1.6),
        [Growth("a word", [10, 16], 1.6)],
    )

    assert report.growth(found, SIZES).splitlines() == [
        "As the site grows: CPU of process and database for a page made anew",
        "  20 articles, 5 events, 20 participations, 10 people",
        "  2,000 articles, 5 events, 20 participations, 10 people",
        "",
        "page, ms at so many articles     20  2,000  ratio  target",
        "article                       20.00  21.00   1.05  <= 1.15",
        "home                          20.00  40.00   2.00  <= 1.15 (missed)",
        "",
        "on the largest site, ms    one  other  ratio  target",
        "page 1 and 9             10.00  30.00   3.00  <= 1.15 (missed)",
        "",
        "list of staff, ms at so many articles     20  2,000  ratio  target",
        "people                                 10.00  14.00   1.40  <= 1.5",
        "participants                           10.00  16.00   1.60  <= 1.5 (missed)",
        "",
        "search, ms at so many articles     20  2,000  ratio  target",
        "a word                          10.00  16.00   1.60  <= 1.5 (missed)",
        "",
        report.PEERS,
    ]


def test_slow_file_of_the_sitemap_is_marked():
    found = Largest(
        [File("index", 1, 310), File("news", 61, 200)], [ReadAgain("people", "events_person", 9.5, 250)]
    )

    assert report.largest(found).split("\n\n")[1:] == [
        "section of the sitemap  files  slowest, ms  target\n"
        "index                       1          310  <= 300 (missed)\n"
        "news                       61          200  <= 300",
        "page    after a change of  kept ms  first ms\npeople  events_person          9.5       250",
    ]


def test_memory_is_held_against_what_the_cache_may_hold():
    assert report.memory(Memory(10_000, 111.4, 181.6, 64)) == (
        "Memory of a worker: 111 MB, after 10,000 different pages 182 MB: 70 more, "
        "target <= 64 (missed) (PAGE_CACHE_MEGABYTES)"
    )


def test_import_has_targets_beside_rows_that_a_second_of_cpu_takes():
    passes = [Pass("check", 10_000, 30, 16, 4.2), Pass("apply", 10_000, 20, 12.5, 20)]

    assert body(report.importing(passes)) == [
        "what   rows/CPU s  target            rows/s  longest request, s",
        "check         625  >= 500               333                 4.2",
        "apply         800  >= 1000 (missed)     500                20.0",
    ]
