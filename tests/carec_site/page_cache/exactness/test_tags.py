"""A page has the same bytes under the same tag, whichever process has made it (RFC 9110, 8.8.1)."""

from django.utils import timezone

from tests.carec_site.page_cache.exactness.machines import HOST


def tagged(site, addresses):
    return {address: tagged_page(site, address) for address in addresses}


def tagged_page(site, address):
    answer = site.ask("GET", address, Host=HOST, **{"Accept-Encoding": "br"})
    return answer.status, answer.headers["ETag"], answer.content


def test_two_processes_give_the_same_bytes_under_the_same_tag(machines):
    pages = list(machines.tables)
    is_over = False
    while not is_over:
        day = timezone.localdate()
        first, second = (tagged(site, pages) for site in machines.sites)
        is_over = timezone.localdate() == day

    assert first == second
    assert {status for status, _tag, _content in first.values()} == {200}
    assert [tag for _status, tag, _content in first.values() if tag.startswith("W/")] == []


def test_browser_that_has_the_page_of_one_process_is_told_so_by_the_other(machines):
    page = machines.page("news:detail")
    one, other = machines.sites
    known = one.ask("GET", page, Host=HOST).headers["ETag"]

    assert other.ask("GET", page, Host=HOST, **{"If-None-Match": known}).status == 304
