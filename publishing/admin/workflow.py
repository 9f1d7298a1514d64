"""The buttons under a form, for each state an item can be in."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from publishing.models import Stage, State


class Button(NamedTuple):
    """A button that saves. `state` is the new state; None keeps the current one.

    A button for the date `"now"` or `"later"` is shown only while the date in the form is of that kind.
    """

    label: str
    state: State | None = None
    is_main: bool = False
    label_later: str = ""
    when: str = ""


def buttons(stage: Stage, may_publish: bool) -> list[Button]:
    """The buttons in the order shown. The Enter key triggers the first, so that one only saves."""
    now = _("Publish now")
    publish = [Button(now, State.PUBLISHED, is_main=True, label_later=_("Schedule"))] if may_publish else []
    back = Button(_("Back to draft"), State.DRAFT)
    if stage == Stage.SCHEDULED:
        more = [back, Button(now, State.PUBLISHED, when="now")] if may_publish else []
        return [Button(_("Save"), is_main=True), *more]
    if stage in {Stage.PUBLISHED, Stage.ENDED}:
        until = [Button(_("Take down until then"), State.PUBLISHED, when="later")]
        down = [Button(_("Take down"), State.ARCHIVED), *(until if stage == Stage.PUBLISHED else [])]
        return [Button(_("Save"), is_main=True), *(down if may_publish else [])]
    if stage in {Stage.ARCHIVED, Stage.IN_REVIEW}:
        return [Button(_("Save")), back, *publish]
    return [
        Button(_("Save draft")),
        Button(_("Submit for review"), State.IN_REVIEW, is_main=not may_publish),
        *publish,
    ]


def saved_sentence(item) -> str:
    """What happened, for the line at the top of the page after saving."""
    sentences = {
        Stage.DRAFT: _("“%(title)s” was saved as a draft."),
        Stage.IN_REVIEW: _("“%(title)s” was saved and is waiting for review."),
        Stage.SCHEDULED: _("“%(title)s” was saved and will appear at the time set."),
        Stage.PUBLISHED: _("“%(title)s” was saved and is visible to everyone."),
        Stage.ENDED: _("“%(title)s” was saved. The time to take it down has passed, so no one can see it."),
        Stage.ARCHIVED: _("“%(title)s” was saved. Visitors can’t see it."),
        Stage.TRASHED: _("“%(title)s” was saved and is still in the trash."),
    }
    return sentences[item.stage] % {"title": item}
