"""The virtual environment, made in a folder of its own from a package index that is a folder."""

import base64
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from copy import copy
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings

from carec_site.starting import install
from tests.carec_site.database.clone import wait_until

ROOT = Path(settings.BASE_DIR)
NEEDED = ["__init__.py", "starting/__init__.py", "starting/install.py", "starting/progress.py"]
NEEDED += ["database/__init__.py", "database/accounts.py", "database/namespace.py"]
# Of a machine whose pip has settings, tests must not install from there.
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
SECONDS = 600


class Project:
    """What `python3 -m carec_site.starting.install` needs, and one package."""

    def __init__(self, folder):
        self.folder = folder
        for name in NEEDED:
            (folder / "carec_site" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "carec_site" / name, folder / "carec_site" / name)
        self.environ = {
            **os.environ,
            **OFFLINE,
            "PIP_FIND_LINKS": str(folder),
            "DATABASE_URL": "postgres://x",
            "PYTHONDONTWRITEBYTECODE": "1",  # pip would compile itself, which takes longest of all
        }
        self.lock(self.make_wheel("1.0"))

    def make_wheel(self, version):
        """A package of one module, as PEP 427 has it; return the digest of its file."""
        name = f"quince-{version}"
        files = {
            "quince.py": f"VERSION = '{version}'\n",
            f"{name}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: quince\nVersion: {version}\n",
            f"{name}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        lines = [f"{path},sha256={_record_digest(text)},{len(text)}\n" for path, text in files.items()]
        wheel = self.folder / f"{name}-py3-none-any.whl"
        with ZipFile(wheel, "w") as archive:
            for path, text in files.items():
                archive.writestr(path, text)
            archive.writestr(f"{name}.dist-info/RECORD", f"{''.join(lines)}{name}.dist-info/RECORD,,\n")
        return version, hashlib.sha256(wheel.read_bytes()).hexdigest()

    def lock(self, wheel):
        version, digest = wheel
        (self.folder / "requirements.lock").write_text(f"quince=={version} \\\n    --hash=sha256:{digest}\n")

    def start(self, **environ):
        return subprocess.Popen(
            [sys.executable, "-m", "carec_site.starting.install", "runtime"],
            cwd=self.folder,
            env=self.environ | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def install(self, **environ):
        process = self.start(**environ)
        said, _nothing = process.communicate(timeout=SECONDS)
        return process.returncode, said

    def make(self):
        """As `make run` does before all else."""
        shutil.copy(ROOT / "Makefile", self.folder)
        command = ["make", ".venv/runtime.stamp", f"PYTHON={sys.executable}"]
        environ = {name: value for name, value in self.environ.items() if not name.startswith("MAKE")}
        return subprocess.run(command, cwd=self.folder, env=environ, text=True, capture_output=True)

    def copy(self, folder):
        """The same project elsewhere, with what is installed; make finds its files as old as they were."""
        shutil.copytree(self.folder, folder, symlinks=True)
        copied = copy(self)
        copied.folder = folder
        copied.environ = self.environ | {"PIP_FIND_LINKS": str(folder)}
        return copied

    @property
    def installed(self):
        python = self.folder / ".venv" / "bin" / "python"
        code = "import quince; print(quince.VERSION)"
        return subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.strip()


def _record_digest(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A project in which `make` was called twice, and what it said."""
    project = Project(tmp_path_factory.mktemp("project"))
    return project, project.make(), project.make()


@pytest.fixture
def ready(first, tmp_path):
    """A project with a virtual environment of its own, which takes most of an installation."""
    project, *_done = first
    return project.copy(tmp_path / "project")


def test_make_installs_once(first):
    project, made, again = first

    assert (made.returncode, made.stderr, "The packages are installed" in made.stdout) == (0, "", True)
    assert (again.returncode, again.stdout) == (0, "make: '.venv/runtime.stamp' is up to date.\n")
    assert project.installed == "1.0"


def test_install_waits_for_another_and_then_does_nothing_until_the_lock_changes(project):
    first = project.start()
    wait_until((project.folder / ".venv").exists, SECONDS)
    second = project.install()
    said, _nothing = first.communicate(timeout=SECONDS)
    third = project.install()
    project.lock(project.make_wheel("2.0"))
    fourth = project.install()

    assert (first.returncode, said.splitlines()[0]) == (
        0,
        "Installing 1 packages into .venv/ (half a minute, longer on a slow connection) ...",
    )
    assert second == (0, "Another make is installing packages into this folder; waiting for it ...\n")
    assert third == (0, "")
    assert (fourth[0], project.installed) == (0, "2.0")


def test_install_killed_is_begun_anew(project):
    broken_off = project.start()
    wait_until((project.folder / ".venv" / "bin").exists, SECONDS)
    os.killpg(broken_off.pid, signal.SIGKILL)
    broken_off.communicate(timeout=SECONDS)
    left = project.folder / ".venv" / "left behind"
    left.touch()

    status, _said = project.install()

    assert (status, project.installed, left.exists()) == (0, "1.0", False)


def take_python_away(venv):
    (venv / "bin" / "python").unlink()
    (venv / "bin" / "python").symlink_to("/nonexistent/python3")


def put_another_python_in_its_place(venv):
    """As by an upgrade of the system: the new one looks for packages in a folder of its own."""
    [folder] = (venv / "lib").glob("python3.*")
    folder.rename(venv / "lib" / "python3.1")


@pytest.mark.parametrize("break_it", [take_python_away, put_another_python_in_its_place])
def test_environment_whose_python_is_gone_is_made_anew(ready, break_it):
    break_it(ready.folder / ".venv")

    mended = ready.make()

    assert "The packages are installed" in mended.stdout
    assert (mended.returncode, mended.stderr, ready.installed) == (0, "", "1.0")


def test_package_that_is_not_the_locked_one_is_refused(ready):
    version, _digest = ready.make_wheel("2.0")
    ready.lock((version, "0" * 64))

    status, said = ready.install()

    assert status == 1
    assert "The packages could not be installed: ERROR: THESE PACKAGES DO NOT MATCH THE HASHES" in said
    assert not (ready.folder / ".venv" / "runtime.stamp").exists()


def test_install_without_a_network_is_a_sentence(ready):
    ready.lock(ready.make_wheel("2.0"))
    index = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}

    status, said = ready.install(**index, PIP_RETRIES="1")

    assert (status, said.splitlines()[-1]) == (
        1,
        "The packages could not be installed: no package index answers. Connect this machine to the network, "
        "or name a proxy or an index of your own to pip (pip config set global.proxy, global.index-url).",
    )


def test_disk_without_room_is_a_sentence_before_anything_is_made(project, monkeypatch):
    monkeypatch.setattr(install, "ROOT", project.folder)
    monkeypatch.setattr(install, "VENV", project.folder / ".venv")
    monkeypatch.setitem(install.ROOM_MEGABYTES, "runtime", 10**9)

    with pytest.raises(install.RefusedError, match=r"^The disk has \d+ MB left, and about 1000000000 MB"):
        install.main("runtime")

    assert not (project.folder / ".venv").exists()


def test_python_without_venv_is_a_sentence_before_anything_is_made(project):
    """As Debian's python3 without its package python3-venv, which lacks the module ensurepip."""
    hook = "import sys; sys.modules['ensurepip'] = None\n"
    (project.folder / "sitecustomize.py").write_text(hook)

    status, said = project.install(PYTHONPATH=str(project.folder))

    assert (status, said) == (
        1,
        "Python's modules for virtual environments are missing; on Debian or Ubuntu: "
        f"apt install python3.{sys.version_info[1]}-venv\n",
    )
    assert not (project.folder / ".venv").exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        ("# DATABASE_URL=postgres://old\nDATABASE_URL=postgres://new\n", "postgres://new"),
        ("export DATABASE_URL = 'postgres://quoted' \n", "postgres://quoted"),
        ("DATABASE_URL=\nDATA_DIR=x\n", ""),
    ],
)
def test_setting_is_read_from_the_file_of_the_operator(tmp_path, monkeypatch, text, found):
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / ".env").write_text(text)

    assert install.setting("DATABASE_URL") == found
