"""What Django and its commands do with the server."""

import pytest

from tests.carec_site.database.clone import is_alive, wait_until


@pytest.mark.parametrize("words", [["check"], ["--help"], ["migrate", "--help"]])
def test_command_without_the_database_makes_nothing(new_clone, words):
    done = new_clone.run(*words)

    assert done.returncode == 0
    assert list(new_clone.folder.parent.iterdir()) == []


def test_test_database_is_made_and_dropped(clone):
    done = clone.run("make_test_database")

    assert done.stdout == "test_carec test_carec\n", done.stderr
    assert (
        clone.client().ask("SELECT string_agg(datname, ',') FROM pg_database WHERE datname ~ 'carec'")
        == "carec"
    )


def test_dbshell_speaks_to_the_server(clone):
    done = clone.run("dbshell", "--", "-Atc", "SELECT current_database()")

    assert done.stdout == "carec\n", done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PGHOST", "/nowhere"),
        ("PGHOSTADDR", "127.0.0.9"),
        ("PGSERVICE", "another"),
        ("PGOPTIONS", "-c search_path=another"),
        ("PGCHANNELBINDING", "require"),
    ],
)
def test_variables_of_another_server_are_not_heeded(clone, name, value):
    clone.setting["env"][name] = value

    client = clone.client()

    assert client.ask("SELECT current_database()") == "carec"
    assert client.ask("SHOW search_path") == '"$user", public'


def test_database_command_shows_and_stops(clone):
    clone.client().ask("SELECT 1")
    pid = clone.server_pid

    status = clone.run("database", "status").stdout.split("\n")
    refused = clone.run("database", "stop")
    forced = clone.run("database", "stop", "--force")

    assert status[:2] == ["The private PostgreSQL is running.", f"Data folder: {clone.folder}/data"]
    assert (refused.returncode, refused.stderr) == (
        1,
        "CommandError: Other processes use the private PostgreSQL. "
        "End them and it stops by itself, or use --force.\n",
    )
    assert forced.stdout == "The private PostgreSQL is stopped. The next connection starts it again.\n"
    wait_until(lambda: not is_alive(pid))
    assert clone.run("database", "stop").stdout == "The private PostgreSQL was not running.\n"
    assert clone.clients[0].ask("SELECT 1") == 1
