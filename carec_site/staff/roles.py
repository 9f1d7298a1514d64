"""Who may do what: the groups of staff and their permissions."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

_WRITING = (
    "news.view_article",
    "news.add_article",
    "news.change_article",
    "news.view_author",
    "publishing.view_picture",
    "publishing.add_picture",
    "publishing.view_document",
    "publishing.add_document",
    "publishing.view_topic",
    "events.view_event",
    "events.view_organisation",
    "events.view_country",
)

_EVENT_PARTS = tuple(
    f"events.{action}_{model}"
    for model in ("eventkind", "series", "organisation", "person")
    for action in ("view", "add", "change", "delete")
)

_DESK_PARTS = tuple(
    f"contacts.{action}_{model}"
    for model in ("topic", "route", "savedanswer")
    for action in ("view", "add", "change", "delete")
)

ROLES = {
    # Write, and submit for review.
    "Authors": _WRITING,
    # Publish and take down; compose the home page; keep the library, topics, authors and what tells of the
    # institute in order; see what visitors searched in vain.
    "Editors": (
        *_WRITING,
        "pages.view_page",
        "pages.add_page",
        "pages.change_page",
        "pages.delete_page",
        "pages.publish_page",
        "pages.view_institute",
        "pages.change_institute",
        "home.view_homepage",
        "home.change_homepage",
        "search.view_miss",
        "events.view_person",  # to name them on a page and in an article
        "news.publish_article",
        "news.delete_article",
        "news.add_author",
        "news.change_author",
        "news.delete_author",
        "publishing.change_picture",
        "publishing.delete_picture",
        "publishing.change_document",
        "publishing.delete_document",
        "publishing.add_topic",
        "publishing.change_topic",
        "publishing.delete_topic",
        # Place and translate what people agreed to have quoted.
        "contacts.view_quote",
        "contacts.change_quote",
    ),
    # Make events and publish them; keep the people and organisations at them.
    "Event officers": (
        *_EVENT_PARTS,
        "events.view_event",
        "events.add_event",
        "events.change_event",
        "events.delete_event",
        "events.publish_event",
        "events.view_merge",
        "events.view_split",
        "events.view_country",
        "events.change_country",
        "news.view_article",
        "publishing.view_picture",
        "publishing.add_picture",
        "publishing.change_picture",
        "publishing.view_document",
        "publishing.add_document",
        "publishing.change_document",
        "publishing.view_topic",
        "publishing.add_topic",
        # Answer what was asked on the pages of their events.
        "contacts.add_message",
        "contacts.add_note",
    ),
    # Read what visitors write, and see to it that it is answered.
    "Inquiry officers": (
        *_DESK_PARTS,
        "contacts.view_inquiry",
        "contacts.change_inquiry",
        "contacts.add_message",
        "contacts.add_note",
        "contacts.view_mail",
        "contacts.change_mail",
        "contacts.view_quote",
        "contacts.add_quote",
        "subscriptions.view_subscription",
    ),
    # Give accounts to staff, help them to sign in, and see what was done by whom. No group of theirs can make
    # anybody a superuser.
    "Administrators": (
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
        "auth.delete_user",
        "auth.view_group",
        "audit.view_entry",
    ),
    # Answer for personal data: export and erase them, and see who looked at them.
    "Data protection officers": (
        "contacts.view_inquiry",
        "contacts.erase_inquiry",
        "contacts.view_look",
        "contacts.view_mail",
        "subscriptions.view_subscription",
        "subscriptions.delete_subscription",
    ),
}


@transaction.atomic
def set_up_roles() -> dict[str, int]:
    """Create missing groups and give each exactly its permissions; return how many each has.

    Other groups, and the members of all groups, are left as they are. Raises Permission.DoesNotExist if a
    permission is not in the database because migrations are pending.
    """
    known = _known_permissions()
    counts = {}
    for name, labels in ROLES.items():
        if missing := sorted(set(labels) - known.keys()):
            raise Permission.DoesNotExist(f"{missing[0]} is not in the database.")
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([known[label] for label in labels])
        counts[name] = len(labels)
    return counts


def _known_permissions() -> dict[str, int]:
    """The key of each permission in the database, by its label."""
    rows = Permission.objects.values_list("content_type__app_label", "codename", "pk")
    return {f"{app}.{codename}": key for app, codename, key in rows}
