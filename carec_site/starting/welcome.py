"""What `make run` shows once the site answers: where it is, who may sign in, what to try first."""

import socket
import time
from contextlib import suppress

from django.contrib.auth import get_user_model
from django.db.models import Count
from django.urls import reverse

from carec_site.demo.accounts import PASSWORD, known_logins
from carec_site.starting.worker import where_mail_goes
from events.models import Event

CREATE_ACCOUNT = ".venv/bin/python manage.py createsuperuser"
WHAT_THEY_DO = {
    "admin": "does everything",
    "editor": "writes and publishes news",
    "events": "keeps events and their participants",
    "officer": "answers inquiries",
}


def screen(port: int) -> str:
    site = f"http://localhost:{port}"
    logins = known_logins()
    lines = [
        "The site is ready. Ctrl-C stops it; make run starts it again with all its content.",
        "",
        f"  Site   {site}/",
        f"  Mail   {where_mail_goes()}",
        f"  Staff  {site}/admin/",
        *(_demo_logins(logins) if logins else [_own_login()]),
    ]
    if logins:
        lines += ["", *_first_steps(site)]
    return "\n".join(["", *lines, ""])


def _demo_logins(names: list[str]) -> list[str]:
    accounts = [f"         {name:<8} {WHAT_THEY_DO.get(name, '')}".rstrip() for name in names]
    return [*accounts, f"         the password of each is {PASSWORD}"]


def _first_steps(site: str) -> list[str]:
    event = Event.objects.alias(size=Count("participations")).order_by("-size", "pk").first()
    steps = {
        "publish an article, as editor": reverse("admin:news_article_changelist") + "?stage=draft",
        "open a registration list, as events": reverse("admin:events_event_participants", args=[event.pk])
        if event
        else reverse("admin:events_event_changelist"),
        "answer an inquiry, as officer": reverse("admin:contacts_inquiry_changelist"),
    }
    heads = ["  Try    ", *["         "] * (len(steps) - 1)]
    return [f"{head}{what:<36} {site}{to}" for head, (what, to) in zip(heads, steps.items(), strict=True)]


def _own_login() -> str:
    if get_user_model().objects.filter(is_superuser=True).exists():
        return "         sign in with your own account"
    return f"         no account yet; make one: {CREATE_ACCOUNT}"


def wait_for_site(port: int) -> None:
    """Return once the server listens on that port."""
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.1)
