"""Where visitors subscribe, confirm their address, change what they get and stop getting it.

There is no CSRF token, because its cookie would make every visitor's page different: a browser says where a
form was sent from, and the links of mails are signed. Opening a link changes nothing, because mail programs
open links by themselves. Only a button does.
"""

from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import View

from contacts.guards.spam import sent_from_this_site
from events.models import Country
from publishing.models import Topic
from subscriptions import links
from subscriptions.asking import TooManyError, ask
from subscriptions.forms import ChoicesForm, SubscriptionForm
from subscriptions.models import Subscription

RETRY_AFTER_SECONDS = 24 * 60 * 60


def elsewhere() -> str:
    return _(
        "Your browser tells us that this was sent from another website, so we did not accept it. "
        "Please press the button to send it from here."
    )


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class Subscribe(View):
    """`?topic=` and `?country=` choose beforehand, as links on the pages of these do."""

    def get(self, request):
        topic, country = (request.GET.get(name, "").replace("\0", "") for name in ("topic", "country"))
        topics = Topic.objects.filter(slug=topic)
        countries = Country.objects.filter(code=country.upper())
        return self.show(SubscriptionForm(initial={"topics": topics, "countries": countries}))

    def post(self, request):
        form = SubscriptionForm(request.POST)
        if not sent_from_this_site(request):
            return self.show(form, 403, elsewhere())
        if not form.is_valid():
            return self.show(form, 422)
        try:
            if not form.cleaned_data["subject"]:
                ask(request, form)
        except TooManyError:
            problem = _(
                "There have been too many requests from your network today. Please send this tomorrow, or "
                "from another network."
            )
            response = self.show(form, 429, problem)
            response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return response
        return HttpResponseRedirect(reverse("subscriptions:sent"), status=303)

    def show(self, form, status=200, problem=""):
        context = {"form": form, "problem": problem}
        return render(self.request, "subscriptions/subscribe.html", context, status=status)


@require_safe
@never_cache
def sent(request):
    """The same for every address, so that nobody learns who has subscribed."""
    return render(request, "subscriptions/sent.html")


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class LinkPage(View):
    """A page behind a link of a mail; `find` leads from its token to the subscription."""

    def dispatch(self, request, *args, token, **kwargs):
        self.subscription = self.find(token)
        response = super().dispatch(request, *args, **kwargs) if self.subscription else self.gone()
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def gone(self):
        return render(self.request, "subscriptions/gone.html", status=404)

    def show(self, template, status=200, **context):
        context |= {"subscription": self.subscription}
        return render(self.request, f"subscriptions/{template}.html", context, status=status)


class Confirm(LinkPage):
    find = staticmethod(links.to_confirm)

    def get(self, request):
        return self.show("confirm", problem="")

    def post(self, request):
        if not sent_from_this_site(request):
            return self.show("confirm", 403, problem=elsewhere())
        self.subscription.confirm(timezone.now())
        return HttpResponseRedirect(links.managing(self.subscription) + "?new=1", status=303)


class Manage(LinkPage):
    find = staticmethod(links.to_manage)

    def get(self, request):
        return self.form(ChoicesForm(instance=self.subscription))

    @transaction.atomic
    def post(self, request):
        # Read anew under a lock: a mail that is written meanwhile moves it on, and who has left stays away.
        self.subscription = Subscription.objects.select_for_update().filter(pk=self.subscription.pk).first()
        if self.subscription is None:
            return self.gone()
        form = ChoicesForm(request.POST, instance=self.subscription)
        if not sent_from_this_site(request):
            return self.form(form, 403, elsewhere())
        if "leave" in request.POST:
            self.subscription.delete()
            return self.show("left")
        if not form.is_valid():
            return self.form(form, 422)
        form.save()
        return HttpResponseRedirect(request.path + "?saved=1", status=303)

    def form(self, form, status=200, problem=""):
        return self.show("manage", status, form=form, problem=problem, done=self.request.GET.dict())


class Leave(LinkPage):
    """One click (RFC 8058): a mail program posts here by itself, from nowhere and without a cookie."""

    find = staticmethod(links.to_manage)

    def get(self, request):
        return self.show("leave")

    def post(self, request):
        self.subscription.delete()
        return self.show("left")
