"""Accounts for trying out the administration in each role."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from carec_site.staff.roles import set_up_roles

ADMIN = "admin"
# Known to everybody, for demos on somebody's own machine. So its salt need not be secret either, and a fixed
# one lets `known_logins` find all accounts that still have the password by one slow computation.
PASSWORD, SALT = "carec-demo", "0123456789abcdefghijkl"
ROLES = {
    "editor": ("Editors", "Madina", "Rahimova"),
    "events": ("Event officers", "Askar", "Nurlanov"),
    "officer": ("Inquiry officers", "Lola", "Yusupova"),
}


@transaction.atomic
def create_accounts(password: str) -> list[str]:
    """Make “admin” and an account for each role, all with `password`; return the names that were made.

    Only on a site without a superuser: on any other, someone already decides who may log in.
    """
    users = get_user_model().objects
    if users.filter(is_superuser=True).exists() or users.filter(username=ADMIN).exists():
        return []
    hashed = make_password(password, SALT if password == PASSWORD else None)
    made = [users.create_superuser(ADMIN)]
    set_up_roles()
    for username, (role, first_name, last_name) in ROLES.items():
        if not users.filter(username=username).exists():
            user = users.create_user(
                username,
                email=f"{username}@example.org",  # where notices of inquiries go
                is_staff=True,
                first_name=first_name,
                last_name=last_name,
            )
            user.groups.add(Group.objects.get(name=role))
            made.append(user)
    users.filter(pk__in=[user.pk for user in made]).update(password=hashed)
    return [user.username for user in made]


def known_logins() -> list[str]:
    """The accounts that can be used with `PASSWORD`, the demo's own."""
    hashed = make_password(PASSWORD, SALT)
    users = get_user_model().objects.filter(password=hashed, is_active=True, is_staff=True)
    return list(users.order_by("pk").values_list("username", flat=True))
