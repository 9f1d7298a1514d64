"""Who may answer inquiries: the people and groups they can be assigned to."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q

# All inquiries; those that are theirs to answer.
_PERMISSIONS = ("contacts.change_inquiry", "contacts.add_message")


def officers():
    """Active members of staff who may answer, including superusers."""
    users = get_user_model().objects
    may_answer = Q()
    for permission in _PERMISSIONS:
        may_answer |= Q(pk__in=users.with_perm(permission))
    return users.filter(may_answer, is_staff=True, is_active=True).order_by("username")


def teams():
    """Groups that give their members permission to answer."""
    may_answer = Q()
    for permission in _PERMISSIONS:
        app, codename = permission.split(".")
        may_answer |= Q(permissions__content_type__app_label=app, permissions__codename=codename)
    return Group.objects.filter(may_answer).distinct().order_by("name")
