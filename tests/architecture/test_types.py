"""The list of the modules whose types are checked (`make types`) holds what there is."""

import tomllib

from tests.architecture.sources import ROOT, sources
from tests.architecture.test_folders import FOLDERS

MYPY = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
LISTED = [ROOT / name for name in MYPY["files"]]
CHECKED = {path for each in LISTED for path in (sources(each) if each.is_dir() else [each])}


def test_every_path_whose_types_are_checked_exists():
    assert len(LISTED) > 30
    assert [str(path) for path in LISTED if not path.exists()] == []
    assert sorted(MYPY["files"]) == MYPY["files"]


def test_no_path_is_listed_beside_its_folder():
    assert [str(path) for path in LISTED if any(parent in LISTED for parent in path.parents)] == []


def test_folder_of_which_all_is_checked_is_listed_whole():
    """So that a module which comes to it is checked as well."""
    spelt_out = [
        str(folder)
        for folder in FOLDERS
        if not any(each in LISTED for each in (folder, *folder.parents))
        and CHECKED.issuperset(path for path in sources(folder) if path.name != "__init__.py")
    ]

    assert spelt_out == []


def test_what_is_checked_less_strictly_is_among_it():
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in CHECKED}
    laxer = [each["module"] for each in MYPY["overrides"] if "ignore_missing_imports" not in each]
    own = {name for several in laxer for name in several}

    assert own
    assert own - names == set()
