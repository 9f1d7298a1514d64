"""Keeps staff who work here every day from being signed out in the middle of their work."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

PROLONGED_ON = "prolonged_on"


def prolong(session) -> None:
    """Extend a signed-in user's session to its full length and note that it is used, once a day at most.

    A session that the view did not use stays unread, so visitors cost nothing and get no cookie.
    """
    today = timezone.localdate().isoformat()
    if session.accessed and SESSION_KEY in session and session.get(PROLONGED_ON) != today:
        session[PROLONGED_ON] = today
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
