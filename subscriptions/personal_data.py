"""What is kept about an address here, for the page on which staff show, export and erase a person's data."""

from django.utils.translation import gettext_lazy as _

from subscriptions.models import Subscription

NAME = "subscriptions"
LABEL = _("Subscriptions to news by email")


def kept(address: str) -> list[dict]:
    """As JSON values."""
    return [
        {
            "email": each.email,
            "language": each.language,
            "pace": each.pace,
            "topics": [topic.name for topic in each.topics.all()],
            "countries": [country.name for country in each.countries.all()],
            "asked_at": each.asked_at,
            "confirmed_at": each.confirmed_at,
        }
        for each in Subscription.objects.of(address).prefetch_related("topics", "countries")
    ]


def erase(address: str) -> int:
    _total, deleted = Subscription.objects.of(address).delete()
    return deleted.get(Subscription._meta.label, 0)
