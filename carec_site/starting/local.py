"""Remembers what a clone without `.env` is: a developer's machine after `make run`, a trial server after
`make serve`.

Both write the settings with which they started into `var/local.env`, and `manage.py` takes them from there,
so a command typed by hand acts on the same site. Nothing else reads that file: a server started in another
way goes by its environment alone, and fails closed.
"""

import os
from pathlib import Path

from dotenv import set_key

from carec_site.env import NAMES, read_file

BASE_DIR = Path(__file__).resolve().parents[2]
OWN_FILE = BASE_DIR / ".env"
FILE = BASE_DIR / "var" / "local.env"
# Whoever sets one of these has decided what this is.
DECISIVE = ["DEBUG", *(name for name, entry in NAMES.items() if entry.required)]


def remember() -> None:
    """Write down the settings of this process's environment, unless the operator has a `.env`."""
    if OWN_FILE.exists():
        return
    FILE.parent.mkdir(exist_ok=True)
    new = FILE.with_name(f"{FILE.name}.{os.getpid()}")
    new.touch(mode=0o600)
    for name in NAMES:
        if name in os.environ:
            set_key(new, name, os.environ[name])
    new.replace(FILE)


def adopt() -> None:
    """Put what was remembered into the environment, unless the environment or a `.env` already decides it."""
    if OWN_FILE.exists() or any(name in os.environ for name in DECISIVE):
        return
    for name, value in read_file(FILE, interpolate=False).items():
        os.environ.setdefault(name, value)
