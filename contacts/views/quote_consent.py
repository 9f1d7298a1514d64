"""The page where the sender of a commendation agrees or refuses to be quoted, or withdraws consent."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from contacts import quotes
from contacts.guards.spam import sent_from_this_site
from contacts.states import Permission


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class PermissionPage(View):
    """Opening it changes nothing, because mail programs open links automatically. Only a button does.

    The signed address identifies the sender, so the form needs no cookie for protection.
    """

    def dispatch(self, request, *args, token, **kwargs):
        self.quote = quotes.of_token(token)
        if self.quote is None:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def get(self, request):
        return self.show()

    def post(self, request):
        if not sent_from_this_site(request):
            return self.show(problem="elsewhere", status=403)
        choice = request.POST.get("answer")
        if choice not in {"yes", "no"}:
            return self.show(status=400)
        if not quotes.answer(self.quote, choice == "yes", request.POST.get("seen", "")):
            return self.show(problem="changed", status=409)
        return HttpResponseRedirect(request.path, status=303)

    def show(self, problem="", status=200):
        may_agree = quotes.may_still_agree(self.quote)
        context = {
            "quote": self.quote,
            "words": self.quote.shown_in(self.quote.language),
            "seen": quotes.fingerprint(self.quote),
            "may_agree": may_agree,
            "buttons": self.buttons(may_agree),
            "problem": problem,
        }
        return render(self.request, "contacts/permission.html", context, status=status)

    def buttons(self, may_agree):
        """Pairs of an answer and its label; the one that the link in the email offers comes first."""
        if self.quote.permission == Permission.GIVEN:
            return [("no", _("Stop showing my words"))]
        agree = [("yes", _("I agree"))] if may_agree else []
        if self.quote.permission == Permission.REFUSED:
            return agree
        both = [*agree, ("no", _("I do not agree"))]
        return both[::-1] if self.request.GET.get("answer") == "no" else both
