import os
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.importers.press_release import parse
from news.importers.saving import Action, save
from news.models import Article
from publishing.models import State
from tests.factories import (
    country,
    make_article,
    make_event,
    make_participation,
    make_person,
    make_staff,
)
from tests.news.test_importers import PARAGRAPHS, TEXT

REAL_ARTICLE = settings.BASE_DIR.parent / "shared" / "seed" / "article.txt"


def release(replace=("", "")):
    return parse(TEXT.replace(*replace))


# Saving


@pytest.mark.django_db
def test_release_becomes_a_draft_dated_at_midnight():
    outcome = save(release())

    article = Article.objects.get()
    assert outcome.article == article
    assert outcome.action is Action.CREATE
    assert article.state == State.DRAFT
    assert timezone.localtime(article.publish_at).replace(tzinfo=None) == datetime(2024, 3, 14)
    assert article.get_absolute_url() == "/news/2024/water-ministers-advisers-meet-in-almaty/"
    assert article.body_en == release().body
    assert article.summary_en == PARAGRAPHS[0]


@pytest.mark.django_db
def test_release_imported_twice_is_one_article():
    save(release())

    outcome = save(release())

    assert (outcome.action, outcome.sentence) == (Action.KEEP, "already imported, unchanged")
    assert Article.objects.get().version == 1


@pytest.mark.django_db
def test_changed_release_updates_its_article():
    save(release(), publish=True)

    outcome = save(release(replace=("second", "third")))

    article = Article.objects.get()
    assert outcome.sentence == "updated"
    assert article.body_en == release().body.replace("second", "third")
    assert article.state == State.PUBLISHED


@pytest.mark.django_db
def test_publish_turns_an_imported_draft_into_a_published_article():
    save(release())

    outcome = save(release(), publish=True)

    assert outcome.sentence == "already imported, unchanged, now published"
    assert Article.objects.published().count() == 1


@pytest.mark.django_db
def test_release_of_a_later_day_is_scheduled():
    outcome = save(release(replace=("14 March 2024", "14 March 2099")), publish=True)

    assert outcome.sentence == "imported and scheduled for its date"
    assert Article.objects.published().count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "edit",
    [
        {"title_en": "Another headline"},
        {"title_en": "Another headline", "slug": "another"},
        {"body_en": "<p>Better.</p>"},
        {"publish_at": None},
    ],
)
def test_edited_article_is_left_alone(edit):
    article = save(release()).article
    for name, value in {**edit, "updated_by": make_staff()}.items():
        setattr(article, name, value)
    article.save()

    outcome = save(release(replace=("second", "third")), publish=True)

    kept = Article.objects.get()
    assert outcome.action is Action.KEEP
    assert outcome.sentence == (
        "already here, and edited in the administration since: left alone, please change it there"
    )
    assert (kept.version, kept.state, kept.body_en) == (2, State.DRAFT, article.body_en)


@pytest.mark.django_db
def test_article_in_the_trash_is_left_alone():
    save(release()).article.move_to_trash()

    outcome = save(release(replace=("second", "third")), publish=True)

    assert outcome.sentence == "already imported, and now in the trash: left alone"
    assert Article.objects.get().body_en == release().body


@pytest.mark.django_db
def test_archived_article_is_not_published_again():
    article = save(release()).article
    article.state = State.ARCHIVED
    article.save()

    outcome = save(release(), publish=True)

    assert outcome.sentence == "already imported, unchanged"
    assert Article.objects.get().state == State.ARCHIVED


@pytest.mark.django_db
def test_same_title_on_another_day_is_another_article():
    save(release())

    outcome = save(release(replace=("14 March", "15 March")))

    assert outcome.article.slug == "water-ministers-advisers-meet-in-almaty-2"
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_russian_release_stays_a_draft_in_its_own_language():
    text = "Встреча экспертов\n14 марта 2024\nЭксперты шести стран сравнили данные о воде."

    outcome = save(parse(text), publish=True)
    again = save(parse(text), publish=True)

    article = Article.objects.get()
    assert (article.title_en, article.title_ru) == ("Встреча экспертов", "Встреча экспертов")
    assert (article.body_en or "", article.body_ru) == (
        "",
        "<p>Эксперты шести стран сравнили данные о воде.</p>",
    )
    assert article.state == State.DRAFT
    assert outcome.sentence == (
        "imported as a draft in Russian: its English title and text are still to be written"
    )
    assert again.sentence == "already imported, unchanged"


# The command


def rows():
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


def run(*arguments):
    out, err, error = StringIO(), StringIO(), None
    try:
        call_command("import_article", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as raised:
        error = str(raised)
    return out.getvalue(), err.getvalue(), error


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_command_reports_what_it_understood(file):
    out, err, error = run(file, "--publish")

    assert out.splitlines() == [
        f"{file}: imported and published",
        "  title    Water ministers’ advisers meet in Almaty",
        "  date     14 March 2024",
        "  text     2 paragraphs, 20 words",
        "  dropped  the “Contact Us” block (lines 10–12), which every page has",
        "  address  /news/2024/water-ministers-advisers-meet-in-almaty/",
    ]
    assert (err, error) == ("", None)


@pytest.mark.django_db
def test_dry_run_writes_nothing_and_says_so(file):
    make_article(title="Another", publish_at=timezone.now() - timedelta(days=3))
    before = rows()

    out, _err, error = run(file, "--dry-run", "--publish")

    lines = out.splitlines()
    assert lines[0] == f"{file} (dry run): imported and published"
    assert lines[-1] == "This was a dry run: nothing has been written."
    assert error is None
    assert rows() == before


@pytest.mark.django_db
def test_refused_file_does_not_stop_the_others(file, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_text("Title\n03/04/2023\nText.")

    _out, err, error = run(bad, file, tmp_path)

    assert err.splitlines() == [
        f"{bad}, line 2: the date “03/04/2023” can be read in two ways. "
        "Write the month as a word (27 July 2023) or the year first (2023-07-27).",
        f"{tmp_path}: this is a folder. Name the files in it.",
    ]
    assert error == "Files that could not be imported: 2 of 3."
    assert [article.title_en for article in Article.objects.all()] == [
        "Water ministers’ advisers meet in Almaty"
    ]


# Links to what the text names


@pytest.mark.django_db
def test_what_the_text_names_is_told_and_linked_only_when_asked(tmp_path):
    make_participation(make_event(), make_person("Aigul Saparova"))
    path = tmp_path / "release.txt"
    path.write_text(
        TEXT.partition("Contact Us")[0] + "Aigul Saparova of Kazakhstan spoke.\n", encoding="utf-8"
    )

    told, _err, _error = run(path)
    unlinked = Article.objects.get().people.count()
    tried, _err, _error = run(path, "--link", "--dry-run")
    still = Article.objects.get().people.count()
    linked, _err, _error = run(path, "--link")

    assert "names, which --link or the administration links it to:" in told
    assert ("linked to\n" in tried, "linked to\n" in linked) == (False, True)
    assert all("people        Aigul Saparova" in each for each in (told, tried, linked))
    assert (unlinked, still) == (0, 0)
    article = Article.objects.get()
    assert [each.name for each in article.people.all()] == ["Aigul Saparova"]
    assert "KZ" in article.countries.values_list("code", flat=True)


@pytest.mark.django_db
def test_article_that_staff_have_saved_is_not_linked(tmp_path):
    save(release())
    Article.objects.update(updated_by=make_staff())

    outcome = save(release(), link=True)

    assert (outcome.action, outcome.named) == (Action.KEEP, None)


@pytest.mark.django_db
def test_names_that_several_people_bear_are_told(tmp_path):
    for _time in range(2):
        make_participation(make_event(), make_person("Aigul Saparova"))
    path = tmp_path / "release.txt"
    path.write_text(TEXT.partition("Contact Us")[0] + "Aigul Saparova spoke.\n", encoding="utf-8")

    told, _err, _error = run(path, "--link")

    assert "“Aigul Saparova” may be one of several people: choose in the administration" in told
    assert Article.objects.get().people.count() == 0


def linked_articles(*arguments):
    out = StringIO()
    call_command("link_articles", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_older_articles_are_linked_unless_staff_have_linked_them():
    older = make_article("Older", body_en="<p>Kazakhstan and Mongolia</p>")
    linked = make_article("Linked", body_en="<p>Kazakhstan and Mongolia</p>")
    linked.countries.add(country("JP"))
    make_article("Nobody")

    told = linked_articles("--dry-run")
    before = older.countries.count()
    linked_articles()

    assert (told, before) == ("Older: Kazakhstan, Mongolia\nFound: 1.\n", 0)
    assert [each.countries.count() for each in (older, linked)] == [2, 1]


@pytest.mark.django_db
def test_names_are_read_once_for_all_older_articles():
    for number in range(3):
        make_article(f"Older {number}", slug=f"older-{number}", body_en="<p>Kazakhstan</p>")

    with CaptureQueriesContext(connection) as queries:
        linked_articles("--dry-run")

    asked = [query["sql"] for query in queries if 'SELECT "events_person"' in query["sql"]]
    assert len(asked) == 1


# The real article


@pytest.mark.django_db
def test_real_article_is_imported_whole():
    if not REAL_ARTICLE.exists() and os.environ.get("CI") != "true":
        pytest.skip("the folder shared/seed with the real article is not beside this project")

    _out, _err, error = run(REAL_ARTICLE, "--publish", "--link")

    article = Article.objects.get()
    source = REAL_ARTICLE.read_text(encoding="utf-8").splitlines()
    text = [line for line in source[: source.index("Contact Us")] if line]
    assert error is None
    assert article.title_en == text[0]
    assert article.body_en == "\n".join(f"<p>{paragraph}</p>" for paragraph in text[2:])
    assert [article.body_en.count(mark) for mark in "“”’—"] == ["".join(text).count(mark) for mark in "“”’—"]
    assert "ontact" not in article.body_en
    assert article.summary_en.endswith("in Beijing on July 27, 2023.")
    assert article.get_absolute_url() == (
        "/news/2023/development-knowledge-cooperation-between-china-and-the-five-central-asian-countries/"
    )
    six = {"CN", "KZ", "KG", "TJ", "TM", "UZ"}
    assert set(article.countries.values_list("code", flat=True)) == six
