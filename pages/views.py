from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from history.previews.views import Preview
from pages.addresses import PRIVACY
from pages.models import Page
from pages.templatetags.pages import institute
from publishing.addresses import by_slug
from publishing.languages import CODES

# For how long what security.txt says may be relied on; RFC 9116 recommends less than a year.
SECURITY_TXT_DAYS = 180


@by_slug
def published_page():
    return Page.objects.published().for_page()


@require_safe
def detail(request, slug):
    page = published_page(slug)
    if page.slug != slug:
        return redirect(page, permanent=True)
    return render(request, "pages/detail.html", {"page": page})


@require_safe
def privacy(request):
    """What staff have published at this address, else the text that the site brings along."""
    try:
        return detail(request, PRIVACY)
    except Http404:
        return render(request, "pages/privacy.html")


class PagePreview(Preview):
    model = Page
    template_name = "pages/detail.html"
    context_object_name = "page"


@require_safe
def security_txt(request):
    """Where to report a weakness of this site (RFC 9116)."""
    known = institute()
    contact = known.security_contact or known.email
    if not contact:
        contact = settings.SITE_URL + reverse("contacts:contact")
    elif "/" not in contact:
        contact = f"mailto:{contact}"
    today = timezone.now().date()
    expires = datetime.combine(today + timedelta(days=SECURITY_TXT_DAYS), time())
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.isoformat()}Z",
        f"Preferred-Languages: {', '.join(CODES)}",
        f"Canonical: {settings.SITE_URL}{request.path}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
