"""What tests of an event officer's pages share."""

from django.contrib.auth.models import Group
from django.urls import reverse

from carec_site.staff.roles import set_up_roles
from tests.factories import make_user

LIST = "/admin/events/event/"
ADD = f"{LIST}add/"
TEXTS = {"title_en": "Forum", "body_en": "<p>Text</p>"}
WHEN = {
    "first_day": "2024-05-06",
    "start_time": "09:00",
    "last_day": "2024-05-07",
    "end_time": "17:30",
    "time_zone": "Asia/Almaty",
}


def make_member(group, username="officer", **changes):
    """Somebody of one of the groups of staff."""
    set_up_roles()
    member = make_user(username, is_staff=True, **changes)
    member.groups.add(Group.objects.get(name=group))
    return member


def change(event):
    return reverse("admin:events_event_change", args=[event.pk])


def people(event):
    return reverse("admin:events_event_participants", args=[event.pk])


def speakers(event):
    return reverse("admin:events_event_speakers", args=[event.pk])
