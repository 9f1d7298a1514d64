"""Changes to many participants at once. Each touches only its own columns, so that officers working at the
same time do not undo each other's changes.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, ngettext

from events.choices import Answer, PresenceMode, Role
from events.models import Participation, ParticipationRole
from publishing.keys import key_in

IN_PLACE = ("mode", "attended", "consent", "order")
MAX_PLACE = 32767


def action_choices():
    """The bulk changes in groups, for a select; a value consists of an action and what it sets."""
    groups = (
        ("attended", gettext("Attended"), Answer.choices),
        ("mode", gettext("Attendance mode"), PresenceMode.choices),
        ("consent", gettext("Agrees to be listed"), Answer.choices),
        ("give", gettext("Add role"), Role.choices),
        ("take", gettext("Remove role"), Role.choices),
    )
    return [
        *(
            (group, [(f"{word}:{value}", f"{group}: {label}") for value, label in choices])
            for word, group, choices in groups
        ),
        (gettext("Remove"), [("remove", gettext("Remove from the event"))]),
    ]


def known_action(action: str) -> bool:
    return any(action == value for _name, group in action_choices() for value, _label in group)


def apply(action: str, participations) -> str:
    """Apply the change to all these participations; return a sentence that says what was done."""
    word, _colon, value = action.partition(":")
    if word in {"give", "take"}:
        count = _give(value, participations) if word == "give" else _take(value, participations)
        return _role_sentence(word, count) % {"count": count, "role": Role(value).label}
    count = participations.update(**{word: value})
    return _sentence(word, value, count) % {"count": count}


def _give(role, participations) -> int:
    has = ParticipationRole.objects.filter(participation=OuterRef("pk"), role=role, session=None)
    lacking = participations.filter(~Exists(has))
    made = [ParticipationRole(participation_id=pk, role=role) for pk in lacking.values_list("pk", flat=True)]
    ParticipationRole.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _take(role, participations) -> int:
    """Only the role in the event as a whole; roles in sessions stay in the programme."""
    held = ParticipationRole.objects.filter(participation__in=participations, role=role, session=None)
    return held.delete()[0]


def _role_sentence(word, count) -> str:
    if word == "give":
        return ngettext(
            "%(count)s participant was given the role “%(role)s”. Anyone who already had it keeps it.",
            "%(count)s participants were given the role “%(role)s”. Anyone who already had it keeps it.",
            count,
        )
    return ngettext(
        "The role “%(role)s” was removed from %(count)s participant.",
        "The role “%(role)s” was removed from %(count)s participants.",
        count,
    )


def _sentence(word, value, count) -> str:
    sentences = {
        ("attended", Answer.YES): ngettext(
            "%(count)s participant marked as attended.", "%(count)s participants marked as attended.", count
        ),
        ("attended", Answer.NO): ngettext(
            "%(count)s participant marked as absent.", "%(count)s participants marked as absent.", count
        ),
        ("attended", Answer.UNKNOWN): ngettext(
            "%(count)s participant marked as attendance unknown.",
            "%(count)s participants marked as attendance unknown.",
            count,
        ),
        ("mode", PresenceMode.IN_PERSON): ngettext(
            "%(count)s participant marked as present in person.",
            "%(count)s participants marked as present in person.",
            count,
        ),
        ("mode", PresenceMode.ONLINE): ngettext(
            "%(count)s participant marked as present online.",
            "%(count)s participants marked as present online.",
            count,
        ),
        ("mode", PresenceMode.HYBRID): ngettext(
            "%(count)s participant marked as present in person and online.",
            "%(count)s participants marked as present in person and online.",
            count,
        ),
        ("mode", PresenceMode.UNKNOWN): ngettext(
            "%(count)s participant marked as mode unknown.",
            "%(count)s participants marked as mode unknown.",
            count,
        ),
        ("consent", Answer.YES): ngettext(
            "%(count)s participant can now be listed by name.",
            "%(count)s participants can now be listed by name.",
            count,
        ),
        ("consent", Answer.NO): ngettext(
            "%(count)s participant is now counted but not named.",
            "%(count)s participants are now counted but not named.",
            count,
        ),
        ("consent", Answer.UNKNOWN): ngettext(
            "%(count)s participant will not be named until they agree.",
            "%(count)s participants will not be named until they agree.",
            count,
        ),
    }
    return sentences[word, value]


@dataclass
class Saved:
    """The result of saving a page: how many rows changed, and why others did not."""

    rows: set[int] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)


@transaction.atomic
def save_in_place(participations, data) -> Saved:
    """Save what was changed in the rows of a page.

    `data` has for each row `was-PK`, the values that the page showed, and `FIELD-PK`, the submitted ones.
    A value that someone else has changed in the meantime is kept and reported.
    """
    saved = Saved()
    wanted = _wanted(data)
    updates = defaultdict(list)
    rows = participations.filter(pk__in=wanted).select_for_update(of=("self",))
    for row in rows:
        for name, (was, new) in wanted[row.pk].items():
            value = _value(name, new)
            if value is None:
                saved.refusals.append(_refusal(row, name, new))
            elif _text(getattr(row, name)) == was:
                updates[name, value].append(row.pk)
            elif _text(getattr(row, name)) != new:
                saved.refusals.append(
                    gettext("Someone else changed %(name)s in the meantime; that change was kept.")
                    % {"name": row.name}
                )
    for (name, value), keys in updates.items():
        Participation.objects.filter(pk__in=keys).update(**{name: None if value == "" else value})
        saved.rows.update(keys)
    return saved


def _wanted(data) -> dict[int, dict[str, tuple[str, str]]]:
    """For each row that differs from what the page showed: field, former and new value."""
    found = {}
    for key, values in data.items():
        number = key_in(key.removeprefix("was-")) if key.startswith("was-") else None
        if number is None:
            continue
        for name, was in zip(IN_PLACE, values.split(","), strict=False):
            new = data.get(f"{name}-{number}", was).strip()
            if new != was:
                found.setdefault(number, {})[name] = (was, new)
    return found


def _value(name, new):
    """The value to save, "" for no place in the list; None if there is no such value."""
    if name == "order":
        place = key_in(new)
        return "" if not new else place if place is not None and place <= MAX_PLACE else None
    values = PresenceMode.values if name == "mode" else Answer.values
    return new if new in values else None


def _text(value) -> str:
    return "" if value is None else str(value)


def _refusal(row, name, new) -> str:
    words = {"value": new[:40], "name": row.name, "limit": MAX_PLACE}
    if name == "order":
        return (
            gettext("“%(value)s” can’t be saved for %(name)s: the place must be a number up to %(limit)s.")
            % words
        )
    return gettext("“%(value)s” can’t be saved for %(name)s.") % words
