"""A minimal site over the private PostgreSQL of one folder, as a process of its own for the tests here.

    client.py FOLDER OPTIONS answer              answer each line of SQL with a line of JSON
    client.py FOLDER OPTIONS answer_requests     the same, each as a request to the site, with its limits
    client.py FOLDER OPTIONS answer_forked       answer in a forked child, whose parent ends at once
    client.py FOLDER OPTIONS threads             connect in eight threads at once, print the answers
    client.py FOLDER OPTIONS make_test_database  make and drop a test database as the test runner does
    client.py FOLDER OPTIONS COMMAND ...         anything that manage.py can do

OPTIONS is a JSON object added to DATABASES["default"].
"""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import Error, connection

STARTED = "SELECT pg_postmaster_start_time()::text"


def answer():
    for sql in sys.stdin:
        connection.close_if_unusable_or_obsolete()  # as at the start of every request
        try:
            with waiting.one_request(), connection.cursor() as cursor:
                cursor.execute(sql)
                reply = {"value": cursor.fetchone()[0] if cursor.description else None}
        except (Error, ImproperlyConfigured) as error:
            reply = {"error": str(error)}
        print(json.dumps(reply), flush=True)


def answer_requests():
    waiting.serve_requests()
    answer()


def answer_forked():
    if os.fork() == 0:
        answer()


def threads():
    together = Barrier(8)

    def started(_):
        together.wait()
        with connection.cursor() as cursor:
            cursor.execute(STARTED)
            return cursor.fetchone()[0]

    with ThreadPoolExecutor(8) as pool:
        print(json.dumps(list(pool.map(started, range(8)))))


def make_test_database():
    name = connection.creation.create_test_db(verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        print(cursor.fetchone()[0], name)
    connection.creation.destroy_test_db("carec", verbosity=0)


if __name__ == "__main__":
    folder, options, verb, *rest = sys.argv[1:]
    database = {
        "ENGINE": "carec_site.database",
        "NAME": "carec",
        "USER": "postgres",
        "EMBEDDED_DIR": folder,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
    settings.configure(
        DATABASES={"default": database | json.loads(options)},
        DATABASE_ANSWER_SECONDS=1,
        DATABASE_STATEMENT_SECONDS=5,
        DATABASE_IDLE_IN_TRANSACTION_SECONDS=1,
        DATABASE_START_SECONDS=60,
        DATABASE_COMMAND_ANSWER_SECONDS=30,
        INSTALLED_APPS=["carec_site"],
        MIGRATION_MODULES={"carec_site": None},  # they are about tables of the whole site
        USE_TZ=True,
    )
    django.setup()
    from carec_site.database import waiting  # it needs the settings

    verbs = {
        verb.__name__: verb for verb in (answer, answer_requests, answer_forked, threads, make_test_database)
    }
    verbs[verb]() if verb in verbs else execute_from_command_line(["manage.py", verb, *rest])
