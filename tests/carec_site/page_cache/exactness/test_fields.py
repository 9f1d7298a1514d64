"""Whatever field of a model changes, both servers show it in their next answer."""

from collections import Counter
from contextlib import closing
from itertools import chain

from django.apps import apps
from django.utils.translation import get_language_from_path

from freshness.changes import FIXED_TABLES
from publishing.languages import OTHERS, column
from tests.carec_site.page_cache.exactness.other_values import fields_of, marking, restoring, statements

COPY = "carec_before"  # of a table
# What is tried for a field that is no free text: the large pages show most, the small ones are quickly made.
LARGE_PAGES = 3
SMALL_CHARACTERS = 3000


class Table:
    """The pages that are made from the table of a model; `shown` are those that show each free text."""

    def __init__(self, model, tables, baseline, shown):
        self.model, self.name = model, model._meta.db_table
        self.shown = shown
        found = Counter(page for field in fields_of(model) for page in shown.get(str(field), ()))
        pages = [page for page, read in tables.items() if self.name in read]
        pages.sort(key=lambda page: (-found[page], -len(tables[page])))
        self.large = [page for page in pages if not is_small(baseline[page])]
        self.small = [page for page in pages if is_small(baseline[page])]

    def pages_for(self, field):
        """In its language."""
        if str(field) in self.shown:
            return self.shown[str(field)]
        code = next((code for code in OTHERS if field.column.endswith(column("", code))), None)
        large, small = (
            [page for page in pages if get_language_from_path(page) == code]
            for pages in (self.large, self.small)
        )
        return [*large[:LARGE_PAGES], *small]


def shown_texts(machines, models):
    """The pages that show each free text."""
    fields = {f"q{number}q": field for number, field in enumerate(chain(*map(fields_of, models)))}
    statements = {mark: marking(field, mark) for mark, field in fields.items()}
    found = machines.work("marked", {mark: sql for mark, sql in statements.items() if sql})
    return {str(fields[mark]): pages for mark, pages in found.items()}


def is_small(answer):
    _status, text = answer
    return len(text) < SMALL_CHARACTERS


def shown_models(tables):
    read = set().union(*tables.values()) - FIXED_TABLES
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in read]


class Fields:
    """Changes one field after the other: each step brings back the field of the step before."""

    def __init__(self, machines, cursor, baseline):
        self.machines, self.cursor, self.baseline = machines, cursor, baseline
        self.shown, self.hidden, self.refused, self.stale = [], [], [], []
        self.asked = None

    def change_all(self, table):
        bring_back = ""
        self.cursor.execute(f'CREATE TABLE {COPY} AS TABLE "{table.name}"')
        for field in fields_of(table.model):
            options = [f"{bring_back} {statement}" for statement in statements(field)]
            # That which was asked last is kept already.
            pages = sorted(table.pages_for(field), key=lambda page: page != self.asked)
            taken = self.machines.work("tried", options, pages)
            if taken is None:
                self.refused.append(str(field))
            elif taken[1] is None:
                self.hidden.append(str(field))
            else:
                self.shown.append(str(field))
                self.change(field, *taken)
                bring_back = f"{restoring(field, COPY)};"
        self.cursor.execute(f"{bring_back} DROP TABLE {COPY}")
        self.asked = None

    def change(self, field, statement, page, answer):
        """Both servers keep the page as it is before the change."""
        if page != self.asked:
            self.machines.pages([page])
        self.cursor.execute(statement)
        if self.machines.pages([page]) != [{page: answer}] * 2:
            self.stale.append((str(field), page))
        self.asked = page


def test_change_of_any_field_is_in_the_next_answer_of_both_servers(machines):
    tables = machines.tables
    baseline = machines.work("remember", list(tables))
    assert machines.pages(baseline) == [baseline] * 2
    models = shown_models(tables)
    texts = shown_texts(machines, models)
    with closing(machines.connect()) as connection, connection.cursor() as cursor:
        fields = Fields(machines, cursor, baseline)
        for model in models:
            fields.change_all(Table(model, tables, baseline, texts))

    print(f"\n{len(models)} models, {len(fields.shown)} fields shown; not shown:", *fields.hidden)
    assert fields.stale == []
    assert fields.refused == []
    assert len(fields.shown) > 150
    assert machines.pages(baseline) == [baseline] * 2
