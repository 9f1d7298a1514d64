"""Has the database keep a version of each item that a transaction changed, whichever way it was changed.

When a transaction commits, one version is made of each item that it changed (`freshness.noting`), if it
differs from the last; so a save that changes nothing leaves none, nor does what is rolled back.
Two transactions that change different rows of one item at the same moment each keep what they saw; forms lock
the item, so theirs come one after the other.
"""

from typing import NamedTuple

from django.db import migrations

from freshness.noting import Noting
from history.acting import ACTOR_SETTING


class Spec(NamedTuple):
    """What a migration has to know of a kind.

    `parts` are tables whose rows belong to an item, each with the column of its key; `topics_of` is the label
    of a model that carries topics. `holder` is the kind of what an item is told and ends with, and the column
    of its key: then an item that is deleted leaves a version that says so. `subject` is the table, the kind
    and the column of whom it is about, with whom all of that ends: what is erased is erased here as well.
    """

    kind: str
    table: str
    unversioned: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    topics_of: str = ""
    holder: tuple[str, str] | tuple[()] = ()
    subject: tuple[str, str, str] | tuple[()] = ()


TOPICS = "publishing_topicitem"

NOTING = Noting("history", "history_touched", "history_keep_items")

KEEPING = f"""
CREATE FUNCTION history_actor() RETURNS bigint LANGUAGE sql STABLE
RETURN nullif(current_setting('{ACTOR_SETTING}', true), '')::bigint;

CREATE FUNCTION history_keep_items(of_kind text, changed bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    -- What is told with something else, and is gone: a version without content, as long as that is there.
    EXECUTE format(
        'INSERT INTO history_version '
        '    (kind, object_id, holder, subject, made_at, transaction, maker_id, maker_name, name, content) '
        'SELECT %L, item, coalesce(fresh.holder, last.holder, ''''), '
        '    coalesce(fresh.subject, last.subject, ''''), now(), '
        '    pg_current_xact_id()::text::bigint, maker.id, '
        '    coalesce(nullif(concat_ws('' '', nullif(maker.first_name, ''''), '
        '        nullif(maker.last_name, '''')), ''''), maker.username, ''''), '''', fresh.content '
        'FROM unnest($1) AS item '
        'LEFT JOIN LATERAL history_content_%s(item) AS fresh ON true '
        'LEFT JOIN LATERAL (SELECT holder, subject, content FROM history_version '
        '    WHERE kind = %L AND object_id = item ORDER BY id DESC LIMIT 1) AS last ON true '
        'LEFT JOIN auth_user AS maker ON maker.id = history_actor() '
        'WHERE fresh.content IS DISTINCT FROM last.content '
        '    AND (fresh.content IS NOT NULL OR last.holder <> '''')',
        of_kind, of_kind, of_kind
    ) USING changed;
END $$;

-- Of items that are deleted: their drafts and versions, and those of what is told with them, end at once.
CREATE FUNCTION history_forget() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM history_version WHERE kind = TG_ARGV[0] OR holder LIKE TG_ARGV[0] || '/%';
        DELETE FROM history_duechange
        WHERE draft_id IN (SELECT id FROM history_draft WHERE kind = TG_ARGV[0]);
        DELETE FROM history_draft WHERE kind = TG_ARGV[0];
        RETURN NULL;
    END IF;
    DELETE FROM history_duechange WHERE draft_id IN (
        SELECT id FROM history_draft WHERE kind = TG_ARGV[0] AND object_id IN (SELECT id FROM changed)
    );
    DELETE FROM history_draft WHERE kind = TG_ARGV[0] AND object_id IN (SELECT id FROM changed);
    DELETE FROM history_version
    WHERE kind = TG_ARGV[0] AND object_id IN (SELECT id FROM changed) AND holder = '';
    DELETE FROM history_version
    WHERE holder <> '' AND holder IN (SELECT TG_ARGV[0] || '/' || id FROM changed);
    RETURN NULL;
END $$;

-- Of people who are deleted: what is about them.
CREATE FUNCTION history_forget_subject() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM history_version
    WHERE subject <> '' AND subject IN (SELECT TG_ARGV[0] || '/' || id FROM changed);
    RETURN NULL;
END $$;
"""  # noqa: S608  names of ours

FUNCTIONS = (
    *NOTING.functions,
    "history_actor",
    "history_keep_items",
    "history_forget",
    "history_forget_subject",
)


def make_keeping() -> migrations.RunSQL:
    """The migration that makes the functions, after that of the table `Version`; for no kind yet."""
    return migrations.RunSQL(
        NOTING.make_table + NOTING.make_functions + KEEPING,
        f"DROP FUNCTION {', '.join(FUNCTIONS)} CASCADE; DROP TABLE {NOTING.table}",
    )


def keep(spec: Spec) -> migrations.RunSQL:
    """The migration after which versions are kept of this kind. What there is, is the first of each."""
    make, drop = NOTING.triggers(spec.kind, _tables(spec))
    make.insert(0, content_function(spec))
    for trigger, event in (
        (f"history_{spec.kind}_gone", "DELETE ON {} REFERENCING OLD TABLE AS changed"),
        (f"history_{spec.kind}_truncate", "TRUNCATE ON {}"),
    ):
        make.append(
            f"CREATE TRIGGER {trigger} AFTER {event.format(spec.table)} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION history_forget('{spec.kind}')"
        )
        drop.append(f"DROP TRIGGER {trigger} ON {spec.table}")
    if spec.subject:
        table, kind, _column = spec.subject
        trigger = f"history_{spec.kind}_{kind}_gone"
        make.append(
            f"CREATE TRIGGER {trigger} AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed "
            f"FOR EACH STATEMENT EXECUTE FUNCTION history_forget_subject('{kind}')"
        )
        drop.append(f"DROP TRIGGER {trigger} ON {table}")
    make.append(
        f"SELECT history_keep_items('{spec.kind}', coalesce(array_agg(id), '{{}}')) FROM {spec.table}"  # noqa: S608
    )
    drop += [
        f"DROP FUNCTION history_content_{spec.kind}",
        f"DELETE FROM history_version WHERE kind = '{spec.kind}'",  # noqa: S608
    ]
    return migrations.RunSQL(make, drop)


def _types(label: str) -> str:
    app, model = label.split(".")
    return f"SELECT id FROM django_content_type WHERE app_label = '{app}' AND model = '{model}'"  # noqa: S608


def _tables(spec: Spec) -> dict[str, str]:
    tables = {spec.table: "SELECT id FROM changed"}
    tables |= {table: f"SELECT {item} FROM changed" for table, item in spec.parts}  # noqa: S608
    if spec.topics_of:
        of_kind = f"content_type_id = ({_types(spec.topics_of)})"
        tables[TOPICS] = f"SELECT object_id FROM changed WHERE {of_kind}"  # noqa: S608
    return tables


def content_function(spec: Spec) -> str:
    """The function that reads an item as it is, with the rows that belong to it in the order of their keys.

    The name of a row is one that no column has.
    """
    rows = {table: f"history_row.{item} = $1" for table, item in spec.parts}
    if spec.topics_of:
        rows[TOPICS] = (
            f"history_row.object_id = $1 AND history_row.content_type_id = ({_types(spec.topics_of)})"
        )
    parts = ", ".join(
        f"'{table}', (SELECT coalesce(jsonb_agg(to_jsonb(history_row) ORDER BY history_row.id), '[]') "  # noqa: S608
        f"FROM {table} AS history_row WHERE {condition})"
        for table, condition in sorted(rows.items())
    )
    holder = f"'{spec.holder[0]}/' || history_own.{spec.holder[1]}" if spec.holder else "''"
    subject = f"'{spec.subject[1]}/' || history_own.{spec.subject[2]}" if spec.subject else "''"
    return (
        f"CREATE FUNCTION history_content_{spec.kind}(item bigint) "  # noqa: S608
        "RETURNS TABLE (holder text, subject text, content jsonb) LANGUAGE sql STABLE AS $history$"
        f"SELECT {holder}, {subject}, jsonb_build_object('own', to_jsonb(history_own) - "
        f"'{{{', '.join(spec.unversioned)}}}'::text[], 'parts', jsonb_build_object({parts})) "
        f"FROM {spec.table} AS history_own WHERE history_own.id = $1$history$"
    )
