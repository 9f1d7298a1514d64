"""Somebody who writes SQL by hand, as a process that may be killed: on the connection that it is started with
it executes each line of its input, and answers in JSON with the number of rows.
"""

import json
import sys

import psycopg2

if __name__ == "__main__":
    connection = psycopg2.connect(sys.argv[1])
    connection.autocommit = True
    with connection.cursor() as cursor:
        for line in sys.stdin:
            cursor.execute(line)
            print(json.dumps({"value": cursor.rowcount}), flush=True)
