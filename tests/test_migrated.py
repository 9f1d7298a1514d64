import pytest

from tests import migrated


@pytest.fixture
def project(tmp_path, monkeypatch):
    for app in migrated.OURS:
        (tmp_path / app / "migrations").mkdir(parents=True)
    (tmp_path / "news" / "models.py").write_text("LONGEST = 100\n")
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "change",
    [
        lambda project: (project / "news" / "models.py").write_text("LONGEST = 200\n"),
        lambda project: (project / "news" / "models.py").rename(project / "news" / "forms.py"),
        lambda project: (project / "events" / "migrations" / "0002_drop_names.py").touch(),
        lambda project: (project / "events" / "names.toml").touch(),
    ],
)
def test_database_is_kept_until_a_file_of_an_app_changes(project, change):
    before = migrated.code()
    (project / "news" / "__pycache__").mkdir()
    (project / "news" / "__pycache__" / "models.pyc").touch()
    again = migrated.code()

    change(project)

    assert again == before
    assert migrated.code() != before
