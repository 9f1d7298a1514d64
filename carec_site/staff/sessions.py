"""Nobody who works here every day is signed out in the middle of it."""

from django.contrib.auth import SESSION_KEY
from django.utils import timezone

PROLONGED_ON = "prolonged_on"


def prolong(session) -> None:
    """Let the session of somebody signed in last its whole time again, with one write to the database a day.

    A session that the view did not ask for stays unread, so visitors cost nothing and get no cookie.
    """
    today = timezone.localdate().isoformat()
    if session.accessed and SESSION_KEY in session and session.get(PROLONGED_ON) != today:
        session[PROLONGED_ON] = today
