"""What an item is now, in the form in which versions keep it."""

import json
from typing import Any

from django.db import connection

from history.kinds import Kind

Row = dict[str, Any]
Content = dict[str, Any]  # `own`, a row; `parts`, by table a list of rows


def content_of(kind: Kind, key: int) -> Content | None:
    """None if there is no such item."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT content FROM history_content_{kind.name}(%s)", [key])  # noqa: S608  a name of ours
        found = cursor.fetchone()
    return json.loads(found[0]) if found else None


def rows_by_key(rows: list[Row]) -> dict[int, Row]:
    return {row["id"]: row for row in rows}
