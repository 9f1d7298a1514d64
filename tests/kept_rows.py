"""What the migrations stored, brought back before each test that commits (`serialized_rollback`).

Django keeps these rows as JSON and saves them one by one, two seconds' work for each such test. Here the
server keeps a copy of every table, and brings it back by one statement a table.
"""

import json

from django.db import transaction
from django.db.backends.postgresql import base, creation

# Tables that the database keeps itself and Django knows nothing of.
UNMANAGED = ["search_entry", "search_word"]


class KeepingCreation(creation.DatabaseCreation):
    def serialize_db_to_string(self):
        """Copy all tables; return the names of those that have rows."""
        names = self.connection.introspection.django_table_names(only_existing=True, include_views=False)
        names += UNMANAGED
        with self.connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept")
            cursor.execute("CREATE TABLE kept.names (name text)")
            for name in names:
                cursor.execute(f'CREATE TABLE kept."{name}" AS TABLE "{name}"')
                if cursor.rowcount:
                    cursor.execute("INSERT INTO kept.names VALUES (%s)", [name])
        return self.kept_names()

    def kept_names(self):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name FROM kept.names")
            return json.dumps([name for (name,) in cursor.fetchall()])

    def deserialize_db_from_string(self, data):
        """Bring back the rows of these tables; those that no test has taken away are there still."""
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            for name in json.loads(data):
                cursor.execute(f'INSERT INTO "{name}" TABLE kept."{name}" ON CONFLICT DO NOTHING')
            cursor.execute("TRUNCATE audit_entry")  # nobody did this
            cursor.execute("DELETE FROM search_changed")  # the index of these rows has just come back, too


def install() -> None:
    base.DatabaseWrapper.creation_class = KeepingCreation
