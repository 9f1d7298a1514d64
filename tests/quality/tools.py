"""Checkers that are no Python: Lighthouse and the Nu HTML checker, from npm into var/quality."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

PLACE = Path(settings.BASE_DIR, "var", "quality")
VERSIONS = {
    "lighthouse": "12.8.2",  # 13 needs Node 22
    "vnu-jar": "26.9.27",
}


def installed() -> Path:
    """The folder `node_modules`; skips the test where npm is missing."""
    if not shutil.which("npm"):
        pytest.skip("no npm on this machine (Debian: apt install npm)")
    wanted = json.dumps({"private": True, "dependencies": VERSIONS})
    package = PLACE / "package.json"
    if not package.exists() or package.read_text() != wanted:
        shutil.rmtree(PLACE, ignore_errors=True)
        PLACE.mkdir(parents=True)
        package.write_text(wanted)
        command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
        if subprocess.run(command, cwd=PLACE, check=False).returncode:
            package.unlink()
            pytest.fail("npm could not install the checkers: its lines above say why")
    return PLACE / "node_modules"


def program(name: str, debian: str) -> str:
    """The path of a program of the machine; skips the test where it is missing."""
    return shutil.which(name) or pytest.skip(f"no {name} on this machine (Debian: apt install {debian})")
