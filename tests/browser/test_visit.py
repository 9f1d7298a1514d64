import pytest

from tests.browser.conftest import WIDTHS, Visit

PAGE = """<img src="https://fonts.example/picture.png" alt="Foreign">
<img src="http://192.0.2.1/picture.png" alt="Foreign, by its number">
<img src="{own}/static/img/favicon.svg" alt="Our own">"""

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_visit_notes_foreign_requests_and_lets_none_out(chromium, live_server):
    made = Visit(chromium, live_server, viewport=WIDTHS["desktop"])
    failed = []
    made.context.on("requestfailed", lambda request: failed.append((request.url, request.failure)))

    made.page.set_content(PAGE.format(own=live_server.url))
    made.context.close()

    assert sorted(made.foreign) == ["http://192.0.2.1/picture.png", "https://fonts.example/picture.png"]
    assert sorted(failed) == [(url, "net::ERR_NAME_NOT_RESOLVED") for url in sorted(made.foreign)]
