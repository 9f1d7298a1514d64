import logging

from django.conf import settings
from django.core.exceptions import (
    ImproperlyConfigured,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.signing import BadSignature, Signer
from django.db import Error, InterfaceError, OperationalError, transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import View

from contacts.forms import InquiryForm
from contacts.guards.proof_of_work import new_challenge
from contacts.guards.spam import RefusedError, UnconfirmedError, sent_from_this_site, suspicion
from contacts.inquiries.intake import receive
from contacts.mail import messages
from contacts.querysets import submission_key
from contacts.states import State

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 60
UNREADABLE = (TooManyFieldsSent, TooManyFilesSent, MultiPartParserError, UnreadablePostError)


@method_decorator(csrf_exempt, name="dispatch")
class Contact(View):
    """The contact form on a page of its own, and the address to which the form of every page posts.

    There is no CSRF token, because its cookie would make every visitor's page different; see
    `contacts.guards.spam`.
    """

    def get(self, request):
        return self.show(None)

    def post(self, request):
        request.encoding = "utf-8"  # what the page asked for, whatever the sender claims
        try:
            typed = request.POST
        except RequestDataTooBig:
            return self.too_large()
        except UNREADABLE:
            return self.explain(_("The form arrived incomplete. Please fill it in and send it again."), 400)
        if not sent_from_this_site(request):
            return self.explain(
                _(
                    "Your browser tells us that this message was sent from another website, so we did not "
                    "accept it. If you wrote it yourself, please press the button to send it from here."
                ),
                403,
                typed,
            )
        if "change" in typed:
            return self.show(InquiryForm(initial=typed.dict()))
        form = InquiryForm(typed)
        try:
            if not form.is_valid():
                return self.show(form, status=422)
            return self.store(form)
        except UnconfirmedError as unconfirmed:
            context = {"form": form, "token": unconfirmed.token}
            return render(request, "contacts/confirm.html", context)
        except RefusedError as refused:
            response = self.explain(
                _(
                    "There have been too many messages from your network today, so we can’t accept "
                    "another one. Please keep what you wrote and send it tomorrow, or from another "
                    "network."
                ),
                429,
                typed,
            )
            response.headers["Retry-After"] = str(refused.retry_after)
            return response
        except (Error, ImproperlyConfigured) as error:
            # ImproperlyConfigured comes from a private database that does not start.
            is_away = isinstance(error, (OperationalError, InterfaceError, ImproperlyConfigured))
            reason = " ".join(str(error).split())
            logger.warning("An inquiry could not be stored: %s", reason, exc_info=not is_away)
            response = self.explain(
                _(
                    "We could not store your message. Nothing you wrote is lost: please wait a minute "
                    "and send it again."
                ),
                503,
                typed,
            )
            response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return response

    @transaction.atomic
    def store(self, form):
        values = {**form.cleaned_data, "language": get_language()}
        reason = suspicion(self.request, form.traces, submission_key(values))
        state = State.SPAM if reason else State.NEW
        inquiry = receive({**values, "state": state, "spam_reason": reason})
        token = receipt_signer().sign(inquiry.reference)
        return HttpResponseRedirect(reverse("contacts:thanks", args=[token]), status=303)

    def too_large(self):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
        return self.explain(
            _(
                "This was larger than %(limit)d megabytes, far more than a message can be, so we did "
                "not read it. Use your browser’s Back button to return to what you wrote, and shorten "
                "it there."
            )
            % {"limit": limit},
            413,
        )

    def explain(self, problem, status, typed=None):
        """The form with what was typed, and a sentence about a problem that concerns no single field."""
        form = InquiryForm(initial=typed.dict()) if typed else InquiryForm.on_page(self.request.path)
        return self.show(form, status, problem=problem)

    def show(self, form, status=200, problem=""):
        return render(
            self.request, "contacts/contact.html", {"form": form, "problem": problem}, status=status
        )


@require_safe
@never_cache
def challenge(request):
    """A proof-of-work challenge for a visitor who starts to write."""
    return JsonResponse(new_challenge())


@require_safe
@never_cache
def thanks(request, token):
    """Shows the reference number from the token, and how soon we answer; nothing else."""
    try:
        reference = receipt_signer().unsign(token)
    except BadSignature:
        raise Http404 from None
    context = {"reference": reference, "how_soon": messages.how_soon()}
    response = render(request, "contacts/thanks.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def receipt_signer():
    return Signer(salt="contacts.thanks")
