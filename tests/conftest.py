import gc
import os
import signal

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from freshness import changes
from tests.full_disk import small_disks
from tests.rendering import contexts_of_pages_alone

# A run that a script starts in the background ignores Ctrl-C, and so would all servers that tests end by it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Python looks for garbage after 700 new objects; a page of staff makes a hundred thousand.
gc.set_threshold(100_000)

# Every run tries the same examples, however slow the machine is, and leaves no files behind.
hypothesis.settings.register_profile("site", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("site")


# Here tests start whole programs; some take a minute.
PROGRAMS = {
    "test_first_run.py",
    "starting",
    "database",
    "exactness",
    "test_availability.py",
    "test_killed_database.py",
    "test_killed_workers.py",
}
# `make quality` asks for these.
collect_ignore = [] if os.environ.get("QUALITY") else ["quality"]

# What `make check` leaves to `make test`.
LONG = PROGRAMS | {
    "browser",
    "identity",
    "test_messy_list.py",
    "test_migrations.py",
    "test_staff_forms.py",
}


# The tests of each of these share what takes long to make, so that one worker has them all.
SHARING = {
    "exactness",
    "sweeps",
    "test_availability.py",
    "test_demo_pictures.py",
    "test_fourth_language.py",
    "test_gunicorn.py",
    "test_install.py",
    "test_locale.py",
    "test_logs.py",
    "test_preparing.py",
    "test_seed_demo.py",
    "test_seed_demo_desk.py",
    "test_seed_demo_events.py",
}


class SharingScheduling(LoadScopeScheduling):
    """A worker that has nothing to do gets one test, or all of those that share something."""

    def _split_scope(self, nodeid):
        path = nodeid.split("::")[0].split("/")
        return next((part for part in path if part in SHARING), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return SharingScheduling(config, log)


# Each worker has a database, and most of them start a browser.
MAX_WORKERS = 8


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One more than there are cores: while a test waits for a program, another one has the core."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # somebody has chosen
    return min((os.cpu_count() or 1) + 1, MAX_WORKERS)


def pytest_collection_finish():
    """What is loaded by now stays: garbage is only looked for among what the tests make."""
    gc.freeze()


def pytest_collection_modifyitems(items):
    """The longest tests come first, so that none is left to one worker while the other has nothing to do."""
    for item in items:
        if not LONG.isdisjoint(item.path.parts):
            item.add_marker("long")
    items.sort(key=starts_no_program)


def starts_no_program(item):
    # Tests that use the tests' own database keep the order that it needs.
    return PROGRAMS.isdisjoint(item.path.parts) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def quick_pages(django_test_environment):
    with contexts_of_pages_alone():
        yield


@pytest.fixture(autouse=True)
def english():
    """Each test starts in English, whatever language the test before it asked for."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def nothing_kept():
    """A transaction that is taken back counts changes that others will count again."""
    changes.forget()


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


mount_small_disk = pytest.fixture(small_disks)


@pytest.fixture
def small_disk(mount_small_disk, media_folder, settings):
    """A disk of one megabyte where pictures and documents are kept."""
    return mount_small_disk(settings.MEDIA_ROOT)
