"""What the site of `test_availability.py` holds, made in a process of its own over the site's database.

Prints a JSON object of addresses.
"""

import json

import django

if __name__ == "__main__":
    django.setup()
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.test import Client

    from contacts.mail import queue
    from tests.factories import make_article, make_event, make_staff

    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client()
    client.force_login(make_staff())
    queue.put(to=["visitor@example.org"], subject="Sent once the database is back", body="Hello")
    print(
        json.dumps(
            {
                "article": make_article().get_absolute_url(),
                "event": make_event().get_absolute_url(),
                "session": client.cookies["sessionid"].value,
                "engine": SessionStore.__module__,
            }
        )
    )
