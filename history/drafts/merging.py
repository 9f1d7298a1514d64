"""Three contents of one item: what a draft was made from, what is live, and what the draft says."""

from typing import NamedTuple

from history.contents import Content
from history.kinds import Kind

# They follow from the texts.
COUNTED = ("english_revision", "translated_from")


class Merged(NamedTuple):
    """`both` are columns and tables that changed in the draft and on the live item, to something else each;
    there `content` is the draft's.
    """

    content: Content
    both: list[str]


def merge(kind: Kind, base: Content, live: Content, draft: Content) -> Merged:
    both: list[str] = []
    own = _merged(base["own"], live["own"], draft["own"], both)
    own |= _counts(live["own"], draft["own"])
    parts = _merged(base["parts"], live["parts"], draft["parts"], both)
    return Merged({"own": own, "parts": parts}, [name for name in both if name not in COUNTED])


def _merged(base: dict, live: dict, draft: dict, both: list[str]) -> dict:
    result = {}
    for name in draft.keys() | live.keys():
        was, is_live, written = base.get(name), live.get(name), draft.get(name)
        if name not in draft or written == was:
            result[name] = is_live
            continue
        if is_live not in (was, written):
            both.append(name)
        result[name] = written
    return result


def _counts(live: dict, draft: dict) -> dict:
    """The later of both, so that no translation counts as newer than it is."""
    if "english_revision" not in draft:
        return {}
    return {
        "english_revision": max(live["english_revision"], draft["english_revision"]),
        "translated_from": live["translated_from"] | draft["translated_from"],
    }
