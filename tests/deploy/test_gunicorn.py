"""Whom gunicorn believes, and what it leaves alone."""

import os
import subprocess

import pytest
from django.conf import settings

from tests.deploy.server import GUNICORN, both_sites
from tests.patience import PATIENCE_SECONDS


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    with both_sites(tmp_path_factory) as sites:
        yield sites


@pytest.mark.parametrize(("behind_proxy", "status"), [(False, 301), (True, 200)])
def test_forwarded_scheme_is_believed_of_the_operators_proxy_alone(sites, behind_proxy, status):
    site = sites[behind_proxy]

    assert site.ask().status == 301  # from http to https
    assert site.ask(X__Forwarded__Proto="https").status == status
    assert site.ask(X__Forwarded__Ssl="on").status == 301


@pytest.mark.parametrize("behind_proxy", [False, True])
def test_header_that_names_a_script_is_ignored(sites, behind_proxy):
    site = sites[behind_proxy]

    for name in ("SCRIPT_NAME", "Script-Name", "PATH_INFO"):
        response = site.ask(**{name: "/livez", "X-Forwarded-Proto": "https"}, path="/robots.txt")

        assert (response.status, response.headers["Location"]) == (
            (200, None) if behind_proxy else (301, "https://www.example.org/robots.txt")
        )


def test_no_file_is_made_in_the_home_of_the_service(sites):
    site = sites[False]
    site.ask()

    assert "Control s" not in site.log.read_text()
    assert not (site.log.parent / "nonexistent").exists()


def test_wrong_environment_stops_gunicorn_with_a_sentence():
    done = subprocess.run(
        GUNICORN,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEBUG": "1", "HSTS": "yes"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )

    assert (done.returncode, done.stderr) == (1, "HSTS can't be 'yes': write site, subdomains or preload.\n")
