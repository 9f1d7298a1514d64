"""Figures about people for everybody, in which no number is so small that it points at somebody."""

from collections.abc import Mapping

# Of two people, each would know from a figure what the other is.
MIN_PEOPLE = 3


def without_small(numbers: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """Those numbers that are large enough, the largest first, and what the others are together.

    That, too, is large enough or nothing, so no small number is what the others lack to the total. What can't
    be told in this way is left out: then both are empty.
    """
    told = dict(sorted(numbers.items(), key=lambda each: (-each[1], each[0])))
    others = 0
    while told and (next(reversed(told.values())) < MIN_PEOPLE or 0 < others < MIN_PEOPLE):
        others += told.popitem()[1]
    return (told, others) if others == 0 or others >= MIN_PEOPLE else ({}, 0)
