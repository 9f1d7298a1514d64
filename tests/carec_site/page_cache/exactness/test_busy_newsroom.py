"""No answer is older than the last change that was committed before its request."""

import os
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

SECONDS = float(os.environ.get("EXACTNESS_SECONDS", "5"))
PUBLISHED_PER_SECOND = 10
READERS = 8
EDITION = re.compile(rb"<h1[^>]*>Edition (\d+)</h1>")


class Newsroom:
    """Publishes an article again and again, and knows how far it has come."""

    def __init__(self, machines, path):
        self.machines, self.slug = machines, path.rstrip("/").rpartition("/")[2]
        self.committed = 0
        self.is_over = threading.Event()

    def publish(self, cursor):
        edition = self.committed + 1
        cursor.execute(
            "UPDATE news_article SET title_en = %s WHERE slug = %s", [f"Edition {edition}", self.slug]
        )
        assert cursor.rowcount == 1
        self.committed = edition

    def work(self):
        with closing(self.machines.connect()) as connection, connection.cursor() as cursor:
            while not self.is_over.wait(1 / PUBLISHED_PER_SECOND):
                self.publish(cursor)


def read(site, path, newsroom):
    """How many answers this reader got, and those that were too old."""
    count, stale = 0, []
    while not newsroom.is_over.is_set():
        before = newsroom.committed
        answer = site.ask("GET", path)
        [edition] = EDITION.findall(answer.content)
        count += 1
        if int(edition) < before:
            stale.append((before, int(edition)))
    return count, stale


def test_no_reader_of_a_busy_newsroom_gets_an_older_page(machines):
    path = machines.page("news:detail")
    newsroom = Newsroom(machines, path)
    with closing(machines.connect()) as connection, connection.cursor() as cursor:
        newsroom.publish(cursor)
    with ThreadPoolExecutor(READERS + 1) as pool:
        writing = pool.submit(newsroom.work)
        reading = [pool.submit(read, machines.sites[each % 2], path, newsroom) for each in range(READERS)]
        time.sleep(SECONDS)
        newsroom.is_over.set()
        writing.result()
        results = [each.result() for each in reading]

    print(f"\n{sum(count for count, _ in results)} answers, {newsroom.committed} editions in {SECONDS:g} s")
    assert [stale for _count, stale in results] == [[]] * READERS
    assert newsroom.committed > 1
