"""How many rows of a registration list are checked, applied and undone in a second.

`python -m bench.importing ROWS` does that on the site that its environment describes, in one transaction
which it takes back, and answers with a line of JSON. Constraints are checked as they are when a request ends.
"""

import json
import subprocess
import sys
import time
from typing import Any, NamedTuple

from bench import sites
from bench.content.sizes import USUAL
from bench.processes import exact_cpu_seconds


class Pass(NamedTuple):
    """One of the ways that a list goes; seconds of all its requests, and of the longest one."""

    name: str
    rows: int
    seconds: float
    cpu_seconds: float  # of the process and of that of PostgreSQL which serves it
    longest: float


def measure(rows: int) -> list[Pass]:
    done = subprocess.run(  # noqa: S603  our own
        [sys.executable, "-m", "bench.importing", str(rows)],
        cwd=sites.ROOT,
        env=sites.environment(USUAL),
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        sys.exit("A list could not be imported.")
    return [Pass(*each) for each in json.loads(done.stdout.splitlines()[-1])]


class _Clock:
    """Notes what is done by request: `with clock("apply"):`."""

    def __init__(self, rows: int, connection: Any) -> None:
        self.rows, self.connection = rows, connection
        self.found: dict[str, Pass] = {}

    def __call__(self, name: str) -> "_Clock":
        self.name = name
        return self

    def __enter__(self) -> None:
        self.began, self.began_cpu = time.perf_counter(), self._cpu()

    def __exit__(self, *_error: object) -> None:
        self.connection.check_constraints()
        seconds, cpu = time.perf_counter() - self.began, self._cpu() - self.began_cpu
        before = self.found.get(self.name, Pass(self.name, self.rows, 0, 0, 0))
        self.found[self.name] = before._replace(
            seconds=before.seconds + seconds,
            cpu_seconds=before.cpu_seconds + cpu,
            longest=max(before.longest, seconds),
        )

    def _cpu(self) -> float:
        return time.process_time() + exact_cpu_seconds(self.connection.connection.get_backend_pid())


def import_list(count: int) -> list[Pass]:
    from django.db import connection  # noqa: PLC0415  the other end has no settings

    from bench.content.lists import registrations  # noqa: PLC0415
    from events.models import Event, ImportBatch, ImportSource  # noqa: PLC0415
    from events.participants_import import applying, checking, undoing, uploading  # noqa: PLC0415

    with connection.cursor() as cursor:
        # Else part of the work is done by processes that end with the query, and nobody sees what it took.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    file, clock = registrations(count), _Clock(count, connection)
    event = Event.objects.order_by("-pk")[0]
    with clock("upload"):
        source = ImportSource.objects.create(name="The benchmark")
        batch = uploading.upload(event, source, file, None)
    uploading.name_columns(batch, batch.columns, batch.defaults)
    while batch.state != ImportBatch.State.CHECKED:
        with clock("check"):
            batch = checking.step(batch.pk)
    with clock("apply"):
        applying.apply(batch.pk, None)
    with clock("undo"):
        undoing.undo(batch.pk, None)
    return list(clock.found.values())


def main() -> None:
    import django  # noqa: PLC0415  as above
    from django.db import transaction  # noqa: PLC0415

    django.setup()
    with transaction.atomic():
        print(json.dumps(import_list(int(sys.argv[1]))))
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
