"""Keeps a draft, and makes it what visitors see."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from history.contents import Content, content_of
from history.drafts.merging import Merged, merge
from history.kinds import Kind, kinds
from history.models import Draft, DueChange
from history.restoring import Restored, restore
from publishing.models import Topic
from publishing.models.topic import TopicItem

# Everything else on the form belongs to the draft, also the address and the time to take the item down.
OF_TODAY = ("state", "trashed_at")
TOPICS = TopicItem._meta.db_table


def topics_in(content: Content) -> dict[str, str]:
    """The English names of its topics by key, as text."""
    keys = [row["tag_id"] for row in content["parts"].get(TOPICS, ())]
    return {str(key): name for key, name in Topic.objects.filter(pk__in=keys).values_list("pk", "name_en")}


@transaction.atomic
def keep(kind: Kind, key: int, content: Content, topics: dict[str, str], user, at, due_at=None) -> Draft:
    """Make this content the draft of the item; `at` is now, `due_at` the minute at which it is published."""
    draft = Draft.objects.select_for_update().filter(kind=kind.name, object_id=key).first()
    if draft is None:
        draft = Draft(kind=kind.name, object_id=key, base=content_of(kind, key), saves=0)
    draft.content, draft.topics, draft.made_by, draft.updated_at = content, topics, user, at
    draft.saves += 1
    draft.failure = ""
    draft.save()
    DueChange.objects.filter(draft=draft).delete()
    if due_at:
        DueChange.objects.create(draft=draft, due_at=due_at)
    return draft


def merged(draft: Draft) -> Merged:
    """The draft together with what has changed on the live item since."""
    kind = kinds()[draft.kind]
    content = draft.content | {"parts": dict(draft.content["parts"])}
    content["parts"][TOPICS] = _with_topics(draft)
    return merge(kind, draft.base, content_of(kind, draft.object_id), content)


def put_on(draft: Draft, user) -> tuple[Restored, Merged]:
    """Make the live item what the draft says, within a transaction. Its version counts the draft's saves too,
    so that of two forms with one draft the later is refused.
    """
    kind, result = kinds()[draft.kind], merged(draft)
    outcome = restore(kind, draft.object_id, result.content, user, of_today=OF_TODAY)
    items = kind.model._base_manager.select_for_update(of=("self",))
    item = items.get(pk=draft.object_id)
    items.filter(pk=item.pk).update(version=item.version + draft.saves, updated_at=draft.updated_at)
    return outcome, result


@transaction.atomic
def publish(draft: Draft) -> Restored:
    """Raise ValidationError with a sentence if the live item changed where the draft does."""
    outcome, result = put_on(draft, draft.made_by)
    if result.both:
        raise ValidationError(
            _("It was changed meanwhile where the draft changes it too. Open the form and choose what stays.")
        )
    draft.delete()
    return outcome


def _with_topics(draft: Draft) -> list[dict]:
    """The rows of its topics; those that exist in the draft alone are made."""
    rows, there = draft.content["parts"].get(TOPICS, []), {}
    for key, name in draft.topics.items():
        known = Topic.objects.filter(pk=key).first() or Topic.objects.filter(name_en__iexact=name).first()
        there[int(key)] = (known or Topic.objects.create(name_en=name, name=name)).pk
    return [row | {"tag_id": there.get(row["tag_id"], row["tag_id"])} for row in rows]
