"""axe finds no barrier on any kind or state of a page: three languages, light and dark, all of it open."""

import pytest

from tests.browser import axe
from tests.browser.conftest import WIDTHS
from tests.quality.conftest import LANGUAGES

EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}
OPEN = "all => all.forEach(each => (each.open = true))"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_kind_of_page_has_a_barrier(served, chromium, language, width):
    context = chromium.new_context(viewport=WIDTHS[width])
    page = context.new_page()
    found = []
    for kind in served.kinds:
        page.goto(served.address(kind, language))
        page.locator("details").evaluate_all(OPEN)
        found += [(kind, barrier) for barrier in axe.barriers(page, **EVERY_RULE)]
    context.close()

    assert found == []
    assert len(served.kinds) > 30


def test_no_refused_form_has_a_barrier(served, chromium):
    context = chromium.new_context(viewport=WIDTHS["phone"])
    page = context.new_page()
    page.goto(served.address("contact"))
    page.locator("main form").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    page.wait_for_selector("main .form__errors")

    found = axe.barriers(page, **EVERY_RULE)

    context.close()
    assert found == []
