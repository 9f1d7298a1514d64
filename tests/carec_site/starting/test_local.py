"""Commands typed by hand act on the site that `make run` or `make serve` started, and on no other."""

import os

import pytest
from dotenv import dotenv_values

from carec_site.env import NAMES
from carec_site.starting import local


@pytest.fixture(autouse=True)
def clone(tmp_path, monkeypatch):
    """A clone whose processes have no settings in their environment."""
    monkeypatch.setattr(local, "OWN_FILE", tmp_path / ".env")
    monkeypatch.setattr(local, "FILE", tmp_path / "var" / "local.env")
    before = dict(os.environ)
    for name in NAMES:
        os.environ.pop(name, None)
    yield tmp_path
    os.environ.clear()
    os.environ.update(before)


def settings_now():
    return {name: os.environ[name] for name in NAMES if name in os.environ}


def started_with(**values):
    """As if a server had been started with these settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        local.remember()


ODD = {
    "DEBUG": "1",
    "SITE_URL": "http://localhost:8123",
    "DATABASE_URL": "postgres://ann:it's%20${HOME}#1@db/site",
}


def test_settings_of_the_last_start_are_adopted_as_they_were():
    started_with(DEBUG="0", SECRET_KEY="old")
    started_with(**ODD)

    local.adopt()

    assert settings_now() == ODD
    assert local.FILE.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in local.FILE.parent.iterdir()] == ["local.env"]


def test_a_name_without_a_value_is_not_adopted():
    local.FILE.parent.mkdir()
    local.FILE.write_text("SECRET_KEY\nSITE_URL='http://localhost:8123'\n")

    local.adopt()

    assert settings_now() == {"SITE_URL": "http://localhost:8123"}


def test_nothing_is_adopted_where_nothing_was_started():
    local.adopt()

    assert settings_now() == {}


@pytest.mark.parametrize("name", ["DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_environment_that_decides_is_left_alone(name):
    started_with(**ODD)
    os.environ[name] = "given"

    local.adopt()

    assert settings_now() == {name: "given"}


def test_other_names_of_the_environment_win_over_the_last_start():
    started_with(**ODD)
    os.environ["DATABASE_URL"] = ""

    local.adopt()

    assert settings_now() == {**ODD, "DATABASE_URL": ""}


def test_file_of_the_operator_wins_over_the_last_start(clone):
    started_with(**ODD)
    (clone / ".env").write_text("TIME_ZONE=Asia/Almaty\n")

    local.adopt()

    assert settings_now() == {}


def test_nothing_is_remembered_beside_a_file_of_the_operator(clone):
    (clone / ".env").write_text("DEBUG=0\n")

    started_with(**ODD)

    assert not local.FILE.exists()
    (clone / ".env").unlink()
    started_with(**ODD)
    assert dotenv_values(local.FILE, interpolate=False) == ODD
