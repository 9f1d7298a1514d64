"""What is told of numbers of people lets nobody find out a small one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.attendance.small_numbers import MIN_PEOPLE, without_small


@pytest.mark.parametrize(
    ("numbers", "told", "others"),
    [
        ({}, {}, 0),
        ({"a": 3, "b": 7}, {"b": 7, "a": 3}, 0),
        ({"a": 9, "b": 2, "c": 1}, {"a": 9}, 3),
        ({"a": 9, "b": 2}, {}, 11),  # 2 alone would be what 9 lacks to the total
        ({"a": 9, "b": 5, "c": 1}, {"a": 9}, 6),
        ({"a": 2}, {}, 0),
        ({"a": 1, "b": 1}, {}, 0),
    ],
)
def test_small_numbers_are_told_together(numbers, told, others):
    assert without_small(numbers) == (told, others)
    assert list(without_small(numbers)[0]) == list(told)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9)))
def test_no_small_number_follows_from_the_others(numbers):
    told, others = without_small(numbers)

    hidden = {kind: number for kind, number in numbers.items() if kind not in told}
    assert all(number >= MIN_PEOPLE and numbers[kind] == number for kind, number in told.items())
    if told:
        assert others == sum(hidden.values())
        assert others == 0 or (others >= MIN_PEOPLE and len(hidden) > 1)
