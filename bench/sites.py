"""The environments in which the measured sites run: production settings, and a folder for each size."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.content.sizes import Size
from carec_site.env import NAMES

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"
LOGS = FOLDER / "logs"
PAGE_CACHE_MEGABYTES = int(NAMES["PAGE_CACHE_MEGABYTES"].default)


def environment(size: Size, page_cache_megabytes: int = 0) -> dict[str, str]:
    """Whatever the machine's own site has in `.env` is not read: each name has a value here."""
    defaults = {name: entry.default for name, entry in NAMES.items() if name != "EMBEDDED_PG_BINDIR"}
    return {
        **os.environ,
        **defaults,
        "DJANGO_SETTINGS_MODULE": "carec_site.settings",
        "SECRET_KEY": "of a site that only the benchmark asks, on its own machine",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SITE_URL": "http://localhost",
        "DATA_DIR": str(FOLDER / size.name),
        "PAGE_CACHE_MEGABYTES": str(page_cache_megabytes),
    }


def prepare(size: Size) -> None:
    """Fill the site of this size, unless an earlier run has."""
    program = [sys.executable, "-m", "bench.content.filling", size.name]
    done = subprocess.run(program, cwd=ROOT, env=environment(size), check=False)  # noqa: S603  our own
    if done.returncode:
        sys.exit(f"The site of the benchmark could not be filled. Delete {FOLDER / size.name} and try again.")


def empty_logs() -> None:
    shutil.rmtree(LOGS, ignore_errors=True)
    LOGS.mkdir(parents=True)
