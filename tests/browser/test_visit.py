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


def test_visit_that_ended_leaves_nothing_to_the_next_but_its_files(chromium, live_server):
    made = Visit(chromium, live_server, viewport=WIDTHS["desktop"])
    made.page.goto("/admin/login/")
    assert made.context.cookies() != []
    made.page.evaluate("localStorage.kept = sessionStorage.kept = 'text'")
    made.context.route("**/*", lambda route: route.abort())
    made.context.grant_permissions(["clipboard-read"])
    made.complaints.append("Of the first")

    made.end()
    made.begin()
    cookies = made.context.cookies()
    status = made.page.goto("/admin/login/").status
    left = made.page.evaluate(
        """async () => [
            localStorage.kept, sessionStorage.kept,
            (await navigator.permissions.query({ name: "clipboard-read" })).state,
        ]"""
    )
    made.context.close()

    assert (cookies, status, left) == ([], 200, [None, None, "prompt"])
    assert (made.complaints, made.foreign) == ([], [])
