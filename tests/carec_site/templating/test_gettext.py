from django.template import engines
from django.utils import translation


def render(source, **words):
    return engines["jinja2"].from_string(source).render(words)


def test_values_are_escaped_and_texts_are_not():
    shown = render(
        '{{ _("Search") }} {{ value }} {% trans value=value %}Subject: {{ value }}{% endtrans %}',
        value="<b>&",
    )

    assert shown == "Search &lt;b&gt;&amp; Subject: &lt;b&gt;&amp;"


def test_texts_are_those_of_the_current_language():
    shown = {}
    for language in ("en", "ru", "zh-hans", "en"):
        with translation.override(language):
            shown[language] = render('{{ _("News") }} {{ get_language() }}')

    assert shown == {"en": "News en", "ru": "Новости ru", "zh-hans": "新闻 zh-hans"}


def test_plural_is_chosen_by_the_number_which_is_filled_in():
    source = (
        "{% trans number=number %}and {{ number }} more{% pluralize %}and {{ number }} more{% endtrans %}"
    )
    alone = "{% trans num=2 %}<b>1</b> day{% pluralize %}<b>{{ num }}</b> days{% endtrans %}"

    assert [render(source, number=number) for number in (1, 5)] == ["and 1 more", "and 5 more"]
    assert render(alone) == "<b>2</b> days"


def test_same_text_may_say_different_things_in_two_contexts():
    source = (
        '{{ _("Next") }} {{ pgettext("page", "Next") }} '
        '{{ npgettext("page", "%(num)s way", "%(num)s ways", 2) }}'
    )

    with translation.override("ru"):
        shown = render(source)
        expected = [translation.gettext("Next"), translation.pgettext("page", "Next"), "2 ways"]
    assert shown == " ".join(expected)


def test_percent_sign_of_a_text_stays():
    assert render("{% trans %}100 % of it{% endtrans %}") == "100 % of it"
