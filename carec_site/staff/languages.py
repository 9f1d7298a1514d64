"""The language of the administration: each person's own choice, kept with their account.

The session holds a copy, so that no page asks the database for it. Somebody who has not signed in yet may
choose too; then their account learns of it when they do. The choice is read below the administration's
address alone: visitors' pages have their language in theirs.
"""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from contacts import languages
from contacts.models import Preference

CHOSEN = "language"  # in the session
STAFF = "/admin/"  # below it are the pages of staff


def is_for_staff(path: str) -> bool:
    return path.startswith(STAFF)


def language_for(request) -> str:
    """What was chosen, else what the browser prefers."""
    chosen = request.session.get(CHOSEN)
    return chosen if chosen in languages.CODES else translation.get_language_from_request(request)


@require_POST
@csrf_protect
def choose(request):
    """Shows the page from which it was chosen again, in the new language."""
    language, page = request.POST.get("language"), request.POST.get("next", "")
    if language in languages.CODES:
        request.session[CHOSEN] = language
        if request.user.is_authenticated:
            Preference.objects.choose(request.user, language)
    is_ours = is_for_staff(page) and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return HttpResponseRedirect(page if is_ours else reverse("admin:index"))


@receiver(user_logged_in)
def remember(request, user, **_others) -> None:
    """What was chosen on the page for signing in holds from now on; otherwise what was chosen before."""
    if chosen := request.session.get(CHOSEN):
        Preference.objects.choose(user, chosen)
    elif known := Preference.objects.language_of(user):
        request.session[CHOSEN] = known
