"""A further language is a setting and a migration: with Kazakh in the settings nothing else is written."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from news.models import Article

pytestmark = pytest.mark.django_db  # the process beside the tests is given their database


@pytest.fixture(scope="module")
def report(django_db_setup):
    environ = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings_four_languages",
        "TEST_DATABASE": connection.settings_dict["NAME"],
    }
    command = [sys.executable, "-m", "tests.four_languages"]
    run = subprocess.run(command, cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_migration_adds_columns_and_changes_what_lists_the_languages(report):
    added = [words for words in report["operations"] if " AddField " in words]

    assert len(added) > 30
    assert [words for words in added if not words.endswith("_kk")] == []
    # Choices are no matter of the database; the constraint and the indexes name the columns of each language.
    assert [words for words in report["operations"] if words not in added] == [
        "contacts AddConstraint quote contacts_quote_words_as_agreed",
        "contacts AlterField inquiry language",
        "contacts AlterField preference language",
        "contacts AlterField quote language",
        "contacts RemoveConstraint quote contacts_quote_words_as_agreed",
        "events AddIndex event events_event_missing_kk",
        "events AddIndex event events_event_outdated_kk",
        "events AddIndex event events_event_texts",
        "events RemoveIndex event events_event_texts",
        "news AddIndex article news_article_missing_kk",
        "news AddIndex article news_article_outdated_kk",
        "news AddIndex article news_article_texts",
        "news RemoveIndex article news_article_texts",
        "pages AddIndex page pages_page_missing_kk",
        "pages AddIndex page pages_page_outdated_kk",
        "pages AddIndex page pages_page_texts",
        "pages RemoveIndex page pages_page_texts",
        "subscriptions AlterField subscription language",
    ]


def test_pages_of_visitors_and_staff_answer(report):
    assert len(report["statuses"]) > 50
    assert {address: status for address, status in report["statuses"].items() if status != 200} == {}


def test_pages_are_in_the_language_where_it_has_a_text(report):
    for page in (report["article"], report["event"]):
        assert '<html lang="kk"' in page
        assert "Су және энергия" in page
        assert 'hreflang="kk"' in page


def test_form_has_a_tab_and_a_tick_of_the_language(report):
    assert 'name="title_kk"' in report["form"]
    assert "Kazakh: the text matches the present English text." in report["form"]


def test_column_of_an_imported_table_is_called_by_the_language(report):
    assert report["heading"] == "title_kk"


def test_nothing_of_it_stays_in_the_database(report):
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE column_name LIKE '%\\_kk'")

        assert cursor.fetchall() == []
    assert Article.objects.count() == 0
