"""Empties the tables after a test that commits, by rows.

Django truncates all tables, and the server makes new files for each of them and for each of their indexes, a
quarter of a second's work. Most tables have no rows, and the others few.
"""

from django.db.backends.postgresql import base, operations

from tests.kept_rows import UNMANAGED

EMPTY = """
DO $$
DECLARE
    name text;
    has_rows boolean;
BEGIN
    -- No rule of the tables watches these deletions, so their order is free.
    PERFORM set_config('session_replication_role', 'replica', true);
    FOREACH name IN ARRAY ARRAY[{names}] LOOP
        EXECUTE format('SELECT EXISTS (TABLE %I)', name) INTO has_rows;
        IF has_rows THEN EXECUTE format('DELETE FROM %I', name); END IF;
    END LOOP;
END $$
"""


class EmptyingOperations(operations.DatabaseOperations):
    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        if reset_sequences or not tables:
            return super().sql_flush(
                style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade
            )
        return [EMPTY.format(names=", ".join(f"'{name}'" for name in [*tables, *UNMANAGED]))]


def install() -> None:
    """Only a superuser of the server may turn its rules off."""
    base.DatabaseWrapper.ops_class = EmptyingOperations
