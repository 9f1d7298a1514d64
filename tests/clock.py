"""The clock of a run: CLOCK=2028-02-29T00:30 (in UTC) tries the suite at another hour."""

import os
import time
from datetime import UTC, datetime, timedelta

import time_machine


def start_clock() -> None:
    """Move the clock of this process for good, if CLOCK asks for it; it goes on from there.

    Processes that this one starts with the settings of the tests show the same time as it does.
    """
    if begin := os.environ.get("CLOCK"):
        began = float(os.environ.setdefault("CLOCK_BEGAN_AT", str(time.time())))
        passed = timedelta(seconds=time.time() - began)
        time_machine.travel(datetime.fromisoformat(begin).replace(tzinfo=UTC) + passed).start()
