"""Has the database note each change of a table: by the ORM, in bulk, in a cascade, or by hand in psql.

A statement that writes to a watched table adds a row to `Change`, in the same transaction. The number that a
reader sees, the sum of all rows, therefore says exactly which changes it sees: it never falls, and what is
not committed does not count. Rows are folded now and then, several into one that has their number.

Each change counts for a number of its own, by chance. So when a backup has been restored, whatever changes
then does not lead to a number that stood for something else before.
"""

from django.db import migrations

from freshness.leases import ANNOUNCEMENT, WAIT_MILLISECONDS, WAIT_SETTING

TRIGGER = "note_change"
FOLDED_FROM_ROWS = 200
MAX_NUMBER = 1_000_000_000  # of one change; the sum of nine thousand million such is a bigint

NOTE_CHANGE = f"""
CREATE OR REPLACE FUNCTION freshness_note_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO freshness_change (table_name, number)
    VALUES (TG_TABLE_NAME, 1 + floor(random() * {MAX_NUMBER}));
    RETURN NULL;
END $$;
"""  # noqa: S608  a number of ours

# Runs when the transaction commits, once for each row, and does its work once for each transaction.
ANNOUNCE_CHANGE = f"""
CREATE OR REPLACE FUNCTION freshness_announce_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    this_transaction text := pg_current_xact_id()::text;
    wait double precision :=
        coalesce(nullif(current_setting('{WAIT_SETTING}', true), ''), '{WAIT_MILLISECONDS}');
BEGIN
    IF current_setting('carec.announced', true) IS NOT DISTINCT FROM this_transaction THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('carec.announced', this_transaction, true);
    PERFORM pg_advisory_xact_lock_shared({ANNOUNCEMENT});
    IF (SELECT count(*) FROM freshness_change) > {FOLDED_FROM_ROWS} THEN
        WITH folded AS (
            DELETE FROM freshness_change
            WHERE id IN (SELECT id FROM freshness_change FOR UPDATE SKIP LOCKED)
            RETURNING table_name, number
        )
        INSERT INTO freshness_change (table_name, number)
        SELECT table_name, sum(number) FROM folded GROUP BY table_name;
    END IF;
    PERFORM pg_sleep(wait / 1000);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER announce_change AFTER INSERT ON freshness_change
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION freshness_announce_change();
"""  # noqa: S608  numbers and names of ours alone

# An emptied table would count from zero again, which stood for something else: from here all tables count on.
COUNT_ON = """
CREATE OR REPLACE FUNCTION freshness_count_on() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO freshness_change (table_name, number)
    VALUES (TG_TABLE_NAME, extract(epoch FROM clock_timestamp()) * 1000000);
    RETURN NULL;
END $$;

CREATE TRIGGER count_on AFTER TRUNCATE ON freshness_change
FOR EACH STATEMENT EXECUTE FUNCTION freshness_count_on();
"""

# Asks for changes on their way first, and then counts: each query of a function sees what is committed when
# it starts. With the lock in its hand no change can begin to announce itself before the answer is complete.
COUNT_CHANGES = f"""
CREATE OR REPLACE FUNCTION freshness_count_changes(OUT is_settled boolean, OUT number bigint)
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
BEGIN
    is_settled := pg_try_advisory_xact_lock({ANNOUNCEMENT});
    SELECT coalesce(sum(changes.number), 0) FROM freshness_change AS changes INTO number;
END $$;
"""  # noqa: S608  a number of ours

FUNCTIONS = {
    "freshness_note_change": NOTE_CHANGE,
    "freshness_announce_change": ANNOUNCE_CHANGE,
    "freshness_count_on": COUNT_ON,
    "freshness_count_changes": COUNT_CHANGES,
}


def make_functions() -> migrations.RunSQL:
    """The migration that makes all this, after that of the table `Change`."""
    drop = "; ".join(f"DROP FUNCTION {name} CASCADE" for name in FUNCTIONS)
    return migrations.RunSQL("".join(FUNCTIONS.values()), drop)


def watch(*tables: str) -> migrations.RunSQL:
    """The migration after which the changes of these tables are noted."""
    make = [
        f"CREATE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION freshness_note_change()"
        for table in tables
    ]
    drop = [f"DROP TRIGGER {TRIGGER} ON {table}" for table in tables]
    return migrations.RunSQL("; ".join(make), "; ".join(drop))
