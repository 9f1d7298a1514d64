"""Which rows belong to versions of an item, and that the database knows the same."""

import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from events.models import EventKind
from history import keeping
from history.keeping import Spec
from history.kinds import kind_of, kinds
from news.models import Article

KINDS = ["article", "event", "organisation", "page", "participation", "person"]


def specs_of_migrations(monkeypatch) -> dict[str, Spec]:
    """Those with which migrations had versions kept; of each kind the last."""
    found = {}
    monkeypatch.setattr(keeping, "keep", lambda spec: found.update({spec.kind: spec}))
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("0*.py")):
            if Path(settings.BASE_DIR) in path.parents and "history.keeping" in path.read_text():
                module = importlib.import_module(f"{app.label}.migrations.{path.stem}")
                importlib.reload(module)
    return found


def test_kinds_are_those_that_say_so():
    assert sorted(kinds()) == KINDS
    assert not getattr(EventKind, "VERSIONED", False)


@pytest.mark.parametrize("name", KINDS)
def test_database_keeps_what_the_models_say(name, monkeypatch):
    specs = specs_of_migrations(monkeypatch)

    assert specs[name] == kinds()[name].spec


def test_parts_of_an_article_are_its_rows_its_links_and_its_topics():
    assert sorted(part.table for part in kind_of(Article).parts) == [
        "news_article_countries",
        "news_article_events",
        "news_article_organisations",
        "news_article_people",
        "news_article_related",
        "news_attachment",
        "news_byline",
        "news_gallerypicture",
        "news_source",
        "publishing_topicitem",
    ]


def test_no_column_repeats_the_name_of_the_row_in_the_functions():
    """`to_jsonb(name)` means a column of that name, if there is one."""
    columns = {
        field.column
        for kind in kinds().values()
        for model in (kind.model, *(part.model for part in kind.parts))
        for field in model._meta.concrete_fields
    }
    made = "".join(keeping.content_function(kind.spec) for kind in kinds().values())
    names = set(re.findall(r"to_jsonb\((\w+)\)", made))

    assert names == {"history_own", "history_row"}
    assert not names & columns
