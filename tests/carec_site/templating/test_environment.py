from datetime import UTC, datetime

import pytest
import time_machine
from django.template import engines
from jinja2 import UndefinedError


def render(source, **words):
    return engines["jinja2"].from_string(source).render(words)


def test_moment_is_shown_by_the_clocks_of_the_site():
    moment = datetime(2023, 7, 27, 20, 30, tzinfo=UTC)

    assert render('{{ moment|date("Y-m-d H:i") }}', moment=moment) == "2023-07-28 04:30"


@pytest.mark.parametrize("source", ["{{ nothing }}", "{{ words.nothing }}", "{% if nothing %}{% endif %}"])
def test_what_nobody_gave_to_a_template_is_an_error(source):
    with pytest.raises(UndefinedError):
        render(source, words={"something": 1})


def test_year_is_the_one_by_the_clocks_of_the_site():
    with time_machine.travel(datetime(2026, 12, 31, 20, tzinfo=UTC), tick=False):
        assert render("{{ this_day().year }}") == "2027"
