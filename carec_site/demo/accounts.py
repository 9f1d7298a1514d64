"""Accounts for looking around the administration in each role."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from carec_site.roles import set_up_roles

ROLES = {
    "editor": ("Editors", "Madina", "Rahimova"),
    "events": ("Event officers", "Askar", "Nurlanov"),
    "officer": ("Inquiry officers", "Lola", "Yusupova"),
}


@transaction.atomic
def create_accounts(password: str) -> list[str]:
    """Make “admin” and an account for each role, all with `password`; return the names that were made.

    Only on a site without a superuser: on any other, somebody already decides who may log in.
    """
    users = get_user_model().objects
    if users.filter(is_superuser=True).exists() or users.filter(username="admin").exists():
        return []
    users.create_superuser("admin", password=password)
    set_up_roles()
    made = ["admin"]
    for username, (role, first_name, last_name) in ROLES.items():
        if not users.filter(username=username).exists():
            user = users.create_user(
                username,
                email=f"{username}@example.org",  # where notices of inquiries go
                password=password,
                is_staff=True,
                first_name=first_name,
                last_name=last_name,
            )
            user.groups.add(Group.objects.get(name=role))
            made.append(username)
    return made
