"""Has the database log each statement that changes a logged table, whichever way it was sent.

The triggers follow the models: after each `migrate` those that are missing or out of date are made anew, so a
table of tomorrow is logged without anybody thinking of it.
"""

from hashlib import sha256

from django.db import connections, migrations

from audit.querysets import ENDING_SETTING
from audit.tables import Table, logged_models, table_of

COLUMNS = (
    "at, actor, actor_name, network, action, model, object_id, item, name, person, before, after, transaction"
)
MAX_NAME_LENGTH = 200
EVENTS = {
    "insert": "NEW TABLE AS changed",
    "update": "OLD TABLE AS former NEW TABLE AS changed",
    "delete": "OLD TABLE AS changed",
}

FUNCTIONS = f"""
-- The account for which the connection works, if any, and what it is called.
CREATE FUNCTION audit_actor(OUT key bigint, OUT name text) LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT AS $$
BEGIN
    key := history_actor();
    name := '';
    IF key IS NOT NULL THEN
        SELECT CASE WHEN full_name = '' THEN username ELSE full_name || ' (' || username || ')' END
        FROM auth_user, trim(first_name || ' ' || last_name) AS full_name WHERE id = key INTO name;
        name := coalesce(name, '');
    END IF;
END $$;

-- What stands in a row, without what is empty.
CREATE FUNCTION audit_values(contents jsonb, masked text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN (
    SELECT coalesce(jsonb_object_agg(key, CASE WHEN key = ANY (masked) THEN '"…"' ELSE value END), '{{}}')
    FROM jsonb_each(contents) WHERE value NOT IN ('null', '""', '[]', '{{}}')
);

-- Of two contents of a row those columns that differ; null if none does.
CREATE FUNCTION audit_difference(was jsonb, comes jsonb, masked text[], OUT before jsonb, OUT after jsonb)
LANGUAGE sql IMMUTABLE AS $$
    SELECT
        jsonb_object_agg(key, CASE WHEN key = ANY (masked) THEN '"…"' ELSE old.value END),
        jsonb_object_agg(key, CASE WHEN key = ANY (masked) THEN '"…"' ELSE new.value END)
    FROM jsonb_each(was) AS old JOIN jsonb_each(comes) AS new USING (key)
    WHERE old.value IS DISTINCT FROM new.value
$$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('{ENDING_SETTING}', true) IS DISTINCT FROM 'yes' THEN
        RAISE EXCEPTION 'Entries of the log are neither changed nor deleted.';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER refuse BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Of people whose records are deleted: what they were called, and all values.
CREATE FUNCTION audit_forget_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('{ENDING_SETTING}', 'yes', true);
    UPDATE audit_entry SET name = '', before = NULL, after = NULL WHERE person IN (SELECT id FROM changed);
    PERFORM set_config('{ENDING_SETTING}', '', true);
    RETURN NULL;
END $$;
"""  # noqa: S608  names of ours

DROP_FUNCTIONS = """
DO $$
DECLARE
    of_ours regprocedure;
BEGIN
    FOR of_ours IN
        SELECT oid FROM pg_proc
        WHERE proname LIKE 'audit\\_%' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE 'DROP FUNCTION ' || of_ours || ' CASCADE';
    END LOOP;
END $$;
"""


def make_functions() -> migrations.RunSQL:
    """The migration that makes what all triggers use, after that of the table `Entry`."""
    return migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS)


def follow_migrations(using, **_others) -> None:
    """Make and drop triggers until each logged table has those that fit its columns."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('audit_actor()') IS NOT NULL")
        if not cursor.fetchone()[0]:  # migrated back
            return
        cursor.execute(
            "SELECT relname, coalesce(obj_description(pg_trigger.oid, 'pg_trigger'), '') "
            "FROM pg_class LEFT JOIN pg_trigger ON tgrelid = pg_class.oid AND tgname = 'audit_delete' "
            "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
        )
        found = dict(cursor.fetchall())
        wanted = {table.name: table for table in map(table_of, logged_models()) if table.name in found}
        for name, made_from in found.items():
            if name not in wanted and made_from:
                cursor.execute(f"DROP FUNCTION audit_note_{name} CASCADE")
        for name, table in wanted.items():
            if found[name] != digest(table):
                cursor.execute(statements(table))


def digest(table: Table) -> str:
    return sha256(_function(table).encode()).hexdigest()[:16]


def statements(table: Table) -> str:
    """What has the table logged from now on."""
    function = f"audit_note_{table.name}"
    made = [f"DROP FUNCTION IF EXISTS {function} CASCADE;", _function(table)]
    made += [
        f"CREATE TRIGGER audit_{event} AFTER {event} ON {table.name} REFERENCING {rows} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
        for event, rows in EVENTS.items()
    ]
    if table.label == "events.person":
        made.append(
            f"CREATE OR REPLACE TRIGGER audit_forget AFTER DELETE ON {table.name} "
            f"REFERENCING {EVENTS['delete']} FOR EACH STATEMENT EXECUTE FUNCTION audit_forget_person();"
        )
    made.append(f"COMMENT ON TRIGGER audit_delete ON {table.name} IS '{digest(table)}';")
    return "\n".join(made)


def _function(table: Table) -> str:
    masked, ignored = _array(table.masked), _array(table.ignored)
    key = table.key
    common = (
        f"actor.key, actor.name, '', %s, '{table.label}', (line ->> '{key}')::bigint, "
        f"{_item(table)}, {_name(table)}, {_person(table)}"
    )
    number = "pg_current_xact_id()::text::bigint"
    insert = f"INSERT INTO audit_entry ({COLUMNS}) SELECT now(), "
    lines = f"FROM (SELECT to_jsonb(changed) - {ignored} AS line FROM changed ORDER BY {key}) AS lines"  # noqa: S608
    guard = "IF actor.key IS NULL THEN RETURN NULL; END IF;" if table.is_of_staff else ""
    return f"""
CREATE FUNCTION audit_note_{table.name}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    actor record := audit_actor();
BEGIN
    {guard}
    IF TG_OP = 'INSERT' THEN
        {insert}{common % "'added'"}, NULL, audit_values(line - '{key}', {masked}), {number} {lines};
    ELSIF TG_OP = 'DELETE' THEN
        {insert}{common % "'deleted'"}, audit_values(line - '{key}', {masked}), NULL, {number} {lines};
    ELSE
        {insert}{common % "'changed'"}, differing.before, differing.after, {number}
        FROM (
            SELECT to_jsonb(former) - {ignored} AS was, to_jsonb(changed) - {ignored} AS line
            FROM former JOIN changed USING ({key}) WHERE former IS DISTINCT FROM changed ORDER BY {key}
        ) AS lines, audit_difference(was, line, {masked}) AS differing
        WHERE differing.before IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
"""  # noqa: S608  names of ours


def _array(names: tuple[str, ...]) -> str:
    return f"'{{{','.join(names)}}}'::text[]"


def _item(table: Table) -> str:
    own = f"'{table.label}/' || (line ->> '{table.key}')"
    if table.is_generic:
        return (
            "(SELECT app_label || '.' || model FROM django_content_type "
            "WHERE id = (line ->> 'content_type_id')::bigint) || '/' || (line ->> 'object_id')"
        )
    if not table.holder:
        return own
    label, column = table.holder
    return f"coalesce('{label}/' || (line ->> '{column}'), {own})"


def _name(table: Table) -> str:
    filled = [[f"nullif(line ->> '{column}', '')" for column in columns] for columns in table.names]
    names = [f"nullif(concat_ws(' ', {', '.join(columns)}), '')" for columns in filled]
    names.append("''")
    return f"left(coalesce({', '.join(names)}), {MAX_NAME_LENGTH})"


def _person(table: Table) -> str:
    return f"(line ->> '{table.person}')::bigint" if table.person else "NULL::bigint"
