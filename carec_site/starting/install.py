"""`python3 -m carec_site.starting.install runtime|tests`: a virtual environment with the locked packages.

Called by the Makefile with the system's Python before any package is installed, so it uses only the
standard library. Foreseeable problems are reported in one sentence before anything is created. It can be
interrupted or started twice at once: a stamp in `.venv/`, which holds the digest of a lock file, is written
last, and a virtual environment without a stamp is rebuilt.
"""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from carec_site.database.accounts import refusal
from carec_site.starting.progress import Progress

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"runtime": ROOT / "requirements.lock", "tests": ROOT / "requirements-dev.lock"}
# What the packages take on a disk, and a database with uploads beside them.
ROOM_MEGABYTES = {"runtime": 600, "tests": 1400}
PIP_OPTIONS = ["--require-hashes", "--disable-pip-version-check", "--no-input", "--progress-bar=off"]
NO_NETWORK = re.compile(
    "NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|name resolution|Max retries|SSLError"
)


class RefusedError(Exception):
    """The installation can't go on; the message is a sentence for the user."""


def main(kind: str) -> None:
    with alone():
        if not is_installed(kind):
            check_machine(kind)
            install(kind)
    for part in parts(kind):  # make compares the times of the files
        stamp(part).touch()


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time install into a clone; the kernel frees the lock however its holder ends."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "install.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another make is installing packages into this folder; waiting for it ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def parts(kind: str) -> list[str]:
    """What is there once `kind` is installed: the packages of the tests include all others."""
    return ["runtime", "tests"] if kind == "tests" else [kind]


def stamp(kind: str) -> Path:
    return VENV / f"{kind}.stamp"


def digest(kind: str) -> str:
    return hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest()


def is_installed(kind: str) -> bool:
    return stamp(kind).exists() and stamp(kind).read_text() == digest(kind) and is_usable()


def is_usable() -> bool:
    """Whether the environment's Python runs, and finds what was installed for it.

    It no longer does once the system's Python, on which it depends, has been removed or replaced.
    """
    command = [str(PYTHON), "-c", "import pip"]
    return PYTHON.exists() and subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603  our own


def check_machine(kind: str) -> None:
    if not importlib.util.find_spec("ensurepip"):
        version = ".".join(map(str, sys.version_info[:2]))
        raise RefusedError(
            "Python's modules for virtual environments are missing; "
            f"on Debian or Ubuntu: apt install python{version}-venv"
        )
    free = shutil.disk_usage(ROOT).free // 1024**2
    if free < ROOM_MEGABYTES[kind]:
        raise RefusedError(
            f"The disk has {free} MB left, and about {ROOM_MEGABYTES[kind]} MB are needed at {ROOT}. "
            "Make room there, or clone the project to a larger disk."
        )
    if not setting("DATABASE_URL"):
        reason = refusal(ROOT / (setting("DATA_DIR") or "var") / "postgres")
        if reason:
            raise RefusedError(reason)


def setting(name: str) -> str:
    """The value from the environment or .env, read as well as possible without the package that parses it."""
    if name in os.environ:
        return os.environ[name]
    try:
        found = re.findall(
            rf"^(?:export )?{name}[ \t]*=[ \t]*(.*?)[ \t]*$",
            (ROOT / ".env").read_text("utf-8", "replace"),
            re.MULTILINE,
        )
    except OSError:
        return ""
    return found[-1].strip("'\"") if found else ""


def install(kind: str) -> None:
    count = len(re.findall(r"^\S+==", LOCKS[kind].read_text(), re.MULTILINE))
    say(f"Installing {count} packages into {VENV.name}/ (half a minute, longer on a slow connection) ...")
    start = time.monotonic()
    if not is_usable() or not any(stamp(known).exists() for known in LOCKS):
        run([sys.executable, "-m", "venv", "--clear", VENV], "Python could not make a virtual environment")
    for known in LOCKS:
        stamp(known).unlink(missing_ok=True)
    progress = Progress("Packages", count)
    run(
        [PYTHON, "-m", "pip", "install", *PIP_OPTIONS, "--requirement", LOCKS[kind]],
        "The packages could not be installed",
        lambda line: progress.step() if line.startswith("Collecting ") else None,
    )
    progress.end()
    for part in parts(kind):
        stamp(part).write_text(digest(part))
    say(f"The packages are installed ({time.monotonic() - start:.0f} s).")


def run(command: Sequence[str | Path], wrong: str, read: Callable[[str], None] = lambda line: None) -> None:
    """Hand each line that the command writes to `read`; raise RefusedError with its reason if it fails."""
    words = []
    with subprocess.Popen(  # noqa: S603  without a shell
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            words.append(line)
            read(line)
    if process.returncode != 0:
        raise RefusedError(f"{wrong}: {complaint(words)}")


def complaint(words: list[str]) -> str:
    """What pip or venv said in many lines, as one sentence."""
    text = "".join(words)
    if re.search(r"No space left|Errno 28\b", text):
        return "the disk is full."
    if NO_NETWORK.search(text):
        return (
            "no package index answers. Connect this machine to the network, or name a proxy "
            "or an index of your own to pip (pip config set global.proxy, global.index-url)."
        )
    lines = [line.strip() for line in words if line.strip()] or ["it said nothing"]
    return next((line for line in lines if line.startswith("ERROR:")), lines[-1])


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201  said to whoever ran make


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except RefusedError as refused:
        sys.exit(str(refused))
    except OSError as error:
        sys.exit(f"The packages could not be installed: {error.strerror} at {error.filename}")
    except KeyboardInterrupt:
        sys.exit("\nBroken off. The same command goes on from here.")
