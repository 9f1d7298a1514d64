from carec_site.templating.texts import python_of


def test_each_text_stands_in_its_line_as_a_call_of_its_function():
    source = """<p>{{ _("News") }}{{ _("Events") }}</p>
{% trans trimmed number=count %}
  {{ number }} person
{% pluralize %}
  {{ number }} people
{% endtrans %}
<p>{{ pgettext("page", "Next") }}{{ title }}</p>"""

    assert python_of(source) == "\n".join(
        [
            "_('News');_('Events');",
            "ngettext('%(number)s person', '%(number)s people');",
            *[""] * 4,
            "pgettext('page', 'Next');",
        ]
    )
