"""Folders and clones of their own, whatever database the rest of the suite uses."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.carec_site.database.clone import Clone


@contextmanager
def open_folder():
    """A new folder that every user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="carec-database-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def place():
    with open_folder() as folder:
        yield folder


@pytest.fixture
def make_clone(place):
    clones = []

    def make(name="postgres", **changes):
        clones.append(Clone(place / name, **changes))
        return clones[-1]

    yield make
    for clone in clones:
        clone.close()


@pytest.fixture
def new_clone(make_clone):
    return make_clone(EMBEDDED_FAST=True)


@pytest.fixture(scope="session")
def used_folder():
    """One cluster for the tests that need no new one, which is slow to make."""
    with open_folder() as folder:
        yield folder / "postgres"


@pytest.fixture
def clone(used_folder):
    clone = Clone(used_folder)
    yield clone
    clone.close()
