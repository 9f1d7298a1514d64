"""The lock files hold what the lists that people read ask for, with a hash for each file."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement

ROOT = Path(settings.BASE_DIR)
LISTS = {"requirements.lock": ["requirements.txt"]}
LISTS["requirements-dev.lock"] = ["requirements.txt", "requirements-dev.txt"]


def asked_for(name):
    lines = (line.partition(" #")[0].strip() for line in (ROOT / name).read_text().splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]


def locked(name):
    """Version and hashes of each package; one that differs between Pythons stands there several times."""
    text = (ROOT / name).read_text()
    entries = re.findall(
        r"^([\w.-]+)==(\S+)(?: ; [^\\\n]*)?((?: \\\n +--hash=sha256:[0-9a-f]{64})+)$", text, re.MULTILINE
    )
    assert len(entries) == len(re.findall(r"^\w", text, re.MULTILINE))
    return [(package, version, hashes.count("sha256:")) for package, version, hashes in entries]


@pytest.mark.parametrize("lock", LISTS)
def test_lock_holds_every_requirement_within_its_range(lock):
    versions = locked(lock)
    for requirement in (one for name in LISTS[lock] for one in asked_for(name)):
        found = [version for package, version, _hashes in versions if package == requirement.name.lower()]
        assert found, f"make lock: {requirement} is missing"
        assert all(requirement.specifier.contains(version) for version in found), f"make lock: {requirement}"


@pytest.mark.parametrize("lock", LISTS)
def test_lock_has_a_hash_for_every_package(lock):
    assert min(hashes for _package, _version, hashes in locked(lock)) >= 1


def test_both_locks_agree():
    for_tests = {(package, version) for package, version, _hashes in locked("requirements-dev.lock")}

    assert {(package, version) for package, version, _hashes in locked("requirements.lock")} <= for_tests
