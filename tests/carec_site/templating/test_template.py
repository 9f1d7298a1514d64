import pytest
from django.template import engines
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe
from markupsafe import Markup, escape

VALUES = ["plain", "", "<b>", '"it\'s" & more', 5, None, Markup("<b>"), mark_safe("<i>"), lazystr("<b>")]


def render(source, **words):
    return engines["jinja2"].from_string(source).render(words)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_value_is_written_as_the_library_would(value):
    assert render("{{ value }}", value=value) == str(escape(value))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_value_of_a_macro_is_escaped_once(value):
    source = "{% macro twice(value) %}{{ value }}{{ value }}{% endmacro %}{{ twice(value) }}"

    assert render(source, value=value) == 2 * str(escape(value))


def test_function_gets_what_the_template_writes_and_no_more():
    asked = []

    def note(*args, **kwargs):
        asked.append((args, kwargs))
        return "<b>"

    source = (
        "{% for each in [1, 2] %}{{ note(each, word=3) }}{% endfor %}"
        "{% block one %}{{ note() }}{% endblock %}"
    )

    assert render(source, note=note) == "&lt;b&gt;" * 3
    assert asked == [((1,), {"word": 3}), ((2,), {"word": 3}), ((), {})]


@pytest.mark.django_db
def test_part_of_what_may_change_is_not_kept():
    source = "{% macro part(value) %}{{ value|length }}{% endmacro %}{{ kept(part, value) }}"

    assert render(source, value="four") == "4"
    with pytest.raises(TypeError):
        render(source, value=("a", "list"))
