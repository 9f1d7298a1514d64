"""A migrated database that each test database is a copy of: migrating takes many seconds, copying one.

It stays on the private server from run to run, under a name that stands for the code it was made by.
"""

import hashlib
import os
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.db.backends.postgresql import base

from carec_site.database.locks import lock
from tests import kept_rows

ROOT = Path(__file__).resolve().parents[1]
OURS = [
    "freshness",
    "publishing",
    "history",
    "events",
    "news",
    "pages",
    "contacts",
    "search",
    "subscriptions",
    "home",
    "audit",
    "carec_site",
]
PREFIX = "migrated_"
UNFINISHED = "unfinished"


def code() -> str:
    """A digest of all that decides what migrations leave in a database, and of more."""
    digest = hashlib.sha256()
    files = [file for app in OURS for file in (ROOT / app).rglob("*") if "__pycache__" not in file.parts]
    for file in [*sorted(files), Path(__file__), Path(kept_rows.__file__)]:
        if file.is_file():
            digest.update(f"{file}\0".encode() + file.read_bytes())
    packages = sorted(f"{package.name}=={package.version}" for package in distributions())
    environ = [os.environ.get(name, "") for name in ("CLOCK", "TIME_ZONE")]
    digest.update("\0".join([*packages, *environ]).encode())
    return digest.hexdigest()[:16]


# Before the modules are loaded: one that changes meanwhile is noticed.
CODE = code()


class CopyingCreation(kept_rows.KeepingCreation):
    def create_test_db(self, verbosity=1, autoclobber=False, serialize=True, keepdb=False):
        if keepdb:
            return super().create_test_db(verbosity, autoclobber, serialize, keepdb)
        with self._alone():
            if not self._exists(PREFIX + CODE):
                self._make_template(verbosity)
            if not self._exists(PREFIX + CODE):
                return super().create_test_db(verbosity, autoclobber, serialize, keepdb)
            self.connection.settings_dict["TEST"]["TEMPLATE"] = PREFIX + CODE
            self._create_test_db(verbosity, autoclobber, keepdb)
        self._name_database(self._get_test_db_name())
        self.connection._test_serialized_contents = self.kept_names()
        return self.connection.settings_dict["NAME"]

    def _make_template(self, verbosity):
        test, name = self.connection.settings_dict["TEST"], self.connection.settings_dict["NAME"]
        of_run = test["NAME"]
        test["NAME"] = UNFINISHED
        with self._nodb_cursor() as cursor:  # its maker was killed, and may have left a connection
            cursor.execute(f'DROP DATABASE IF EXISTS "{UNFINISHED}" WITH (FORCE)')
        super().create_test_db(verbosity, autoclobber=True)
        test["NAME"] = of_run
        self._name_database(name)
        if code() == CODE:
            with self._nodb_cursor() as cursor:
                cursor.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'migrated\_%'")
                for (old,) in cursor.fetchall():
                    cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
                cursor.execute(f'ALTER DATABASE "{UNFINISHED}" RENAME TO "{PREFIX}{CODE}"')

    def _name_database(self, name):
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = self.connection.settings_dict["NAME"] = name

    def _exists(self, name):
        with self._nodb_cursor() as cursor:
            return self._database_exists(cursor, name)

    @contextmanager
    def _alone(self):
        """Keep other workers and runs from this server's template."""
        folder = Path(self.connection.settings_dict["EMBEDDED_DIR"])
        folder.mkdir(parents=True, exist_ok=True)
        held = lock(folder / "migrated.lock")
        try:
            yield
        finally:
            os.close(held)


def install() -> None:
    base.DatabaseWrapper.creation_class = CopyingCreation
