"""What the buttons under a form offer, for each state an item can be in."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from publishing.models import State


class Button(NamedTuple):
    """A button that saves. `state` is the one it moves the item to; None keeps the present one."""

    label: str
    state: State | None = None
    is_main: bool = False

    @property
    def publishes(self) -> bool:
        return self.state == State.PUBLISHED


def buttons(state: State, may_publish: bool) -> list[Button]:
    """The buttons in the order shown. The first is what the Enter key presses, so it only saves."""
    publish = [Button(_("Publish now"), State.PUBLISHED, is_main=True)] if may_publish else []
    if state == State.PUBLISHED:
        return [Button(_("Save"), is_main=True)] + [Button(_("Take down"), State.ARCHIVED)] * may_publish
    if state == State.ARCHIVED:
        return [Button(_("Save")), Button(_("Back to draft"), State.DRAFT), *publish]
    if state == State.IN_REVIEW:
        return [Button(_("Save")), Button(_("Back to draft"), State.DRAFT), *publish]
    return [
        Button(_("Save draft")),
        Button(_("Submit for review"), State.IN_REVIEW, is_main=not may_publish),
        *publish,
    ]


def saved_sentence(item) -> str:
    """What happened, for the line at the top of the page after saving."""
    sentences = {
        "draft": _("“%(title)s” is saved as a draft."),
        "in_review": _("“%(title)s” is saved and waits for review."),
        "scheduled": _("“%(title)s” is saved and will appear at the time set."),
        "published": _("“%(title)s” is saved and visible to everybody."),
        "ended": _("“%(title)s” is saved. The time to take it down has passed, so nobody sees it."),
        "archived": _("“%(title)s” is saved. Visitors do not see it."),
        "trashed": _("“%(title)s” is saved, and still in the trash."),
    }
    return sentences[item.stage.value] % {"title": item}
