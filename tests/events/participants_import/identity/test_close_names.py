"""Names that are close, part by part."""

import pytest

from events.participants_import.identity.close_names import Search
from events.participants_import.identity.evidence import likeness, may_be_same
from tests.events.participants_import.lists import checked, row
from tests.factories import make_event, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("aigul saparova", "aigul saparova", 1),
        ("aigul saparova", "aygul saparova", 0.9),
        ("a saparova", "aigul saparova", 0.88),
        ("aigul saparova", "aigul bekova saparova", 1),
        ("aigul saparova", "dina saparova", 0),
        ("wang wei", "wang fang", 0),
    ],
)
def test_likeness_of_names(one, other, value):
    assert round(likeness(tuple(one.split()), tuple(other.split())), 2) == value


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("jumabayev nurlan", "nurlan zhumabaev", True),
        ("karimi mohammad", "karimy muhammad", True),
        ("jie wei zhang", "weijie zhang", True),
        ("a saparova", "aigul saparova", True),
        ("wei zhou", "wei zhu", False),
        ("min wang", "ming wang", False),
        ("fang wang", "wang wei", False),
        ("bekova aigul", "aigul saparova", False),
        ("natalia semenova", "natalya semyonova", True),
        ("aleksandr kim", "alexander kim", True),
        ("karimova madina", "karimova marina", False),
        ("aliya karimova", "alina karimova", False),
        ("akhmetov marat", "akhmetov murat", False),
        ("karimov m", "karimova m", False),
        ("binhui wang", "linhui wang", False),
        ("haowei wang", "huawei wang", False),
        ("ahmadi", "ahmadi zahra", False),
        ("ahmadi", "ahmadi", True),
        ("wangwei", "wang wei", True),
    ],
)
def test_names_that_may_be_one_with_the_same_address(one, other, is_same):
    assert may_be_same([one], [other]) == is_same


def test_close_people_and_earlier_rows_are_found_the_closest_first():
    people = [make_person(name) for name in ("Aigul Saparova", "Aygul Saparowa", "Dina Saparova")]
    rows = [[name, "", "", "", "", ""] for name in ("Aigul Saparova", "Aigul Sapparova", "Nino Beridze")]
    batch = checked(make_event(), rows)
    found = row(batch, 3)

    Search(batch).find([found])

    assert [pk for pk, _likeness in found.close_people] == [people[0].pk, people[1].pk]
    assert [number for number, _likeness in found.close_rows] == [2]
    assert row(batch, 4).close_people == []
