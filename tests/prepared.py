"""A private server whose database is migrated, to copy: for tests that start the site and are not about that.

It is made once, and again when the code has changed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from carec_site.database.locks import lock
from tests.migrated import CODE, ROOT, code

PLACE = ROOT / "var" / "prepared"


def copy_prepared_server(folder: Path) -> None:
    """Make `folder`, as an EMBEDDED_DIR: of a stopped server with the migrated database "carec"."""
    folder.parent.mkdir(exist_ok=True)
    PLACE.mkdir(parents=True, exist_ok=True)
    held = lock(PLACE / "lock")
    try:
        if not (PLACE / CODE).exists():
            _prepare()
        _copy(PLACE / CODE, folder)
    finally:
        os.close(held)


def _prepare():
    for old in PLACE.glob("*/"):
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix="carec-prepared-") as temporary:
        Path(temporary).chmod(0o755)  # PostgreSQL's user must enter it
        server = Path(temporary) / "postgres"
        environ = {"DEBUG": "1", "DATABASE_URL": "", "DATA_DIR": temporary}
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=ROOT,
            env=os.environ | environ | {"DJANGO_SETTINGS_MODULE": "carec_site.settings"},
            check=True,
        )
        os.close(lock(server / "server.lock"))  # all processes of the server have it until they end
        if code() != CODE:
            raise RuntimeError("The code of the site changed while the tests ran; run them again.")
        unfinished = PLACE / "unfinished"
        _copy(server, unfinished)
        unfinished.rename(PLACE / CODE)


def _copy(folder, to):
    """With the owner of each file, who runs the server."""
    subprocess.run(["cp", "-a", str(folder), str(to)], check=True)
