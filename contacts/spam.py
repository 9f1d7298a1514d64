"""Guards of the form that need no cookie, so that every page stays the same for all visitors."""

from django.http import HttpRequest


def sent_from_this_site(request: HttpRequest) -> bool:
    """Whether a page of this host posted the form, as far as the browser tells.

    Browsers write `Origin` (RFC 6454) and `Sec-Fetch-Site` (W3C Fetch Metadata) themselves, a page can't.
    A program that is no browser may leave both out. `Origin: null` comes from visitors who hide where they
    come from, and from sandboxed pages; only `Sec-Fetch-Site` tells these two apart.
    """
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    if origin == "null":
        return site == "same-origin"
    if site not in {None, "same-origin", "none"}:
        return False
    host = request.get_host().lower()
    return origin is None or origin.lower() in {f"https://{host}", f"http://{host}"}
