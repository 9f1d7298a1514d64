"""The texts of the mails, as arguments of `queue.put()`. Each is in the language of its subscription."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from contacts.mail.messages import WRITTEN_BY_A_PROGRAM
from subscriptions import links
from subscriptions.models import Pace, Subscription
from subscriptions.querysets import CONFIRMATION_DAYS


def confirmation(subscription: Subscription) -> dict[str, Any]:
    """It contains nothing that was typed, so nobody can use this site to send words to a stranger."""
    with override(subscription.language):
        within = ngettext(
            "To confirm it, open this page and press the button. The link expires after %d day:",
            "To confirm it, open this page and press the button. The link expires after %d days:",
            CONFIRMATION_DAYS,
        )
        paragraphs = [
            _("Someone, probably you, asked us to send news of the CAREC Institute to this address."),
            within % CONFIRMATION_DAYS + f"\n{settings.SITE_URL}{links.confirming(subscription)}",
            _("If this was not you, you do not need to do anything: we will not write again."),
        ]
        return _letter(subscription, _("Please confirm your subscription"), paragraphs)


def already(subscription: Subscription) -> dict[str, Any]:
    """To an address that has subscribed, when somebody enters it again."""
    with override(subscription.language):
        paragraphs = [
            _("Someone, probably you, asked us to send news of the CAREC Institute to this address."),
            _("You have subscribed already. Here you can change what you receive, or stop it:")
            + f"\n{settings.SITE_URL}{links.managing(subscription)}",
        ]
        return _letter(subscription, _("You have subscribed already"), paragraphs)


def _letter(subscription, subject, paragraphs) -> dict[str, Any]:
    signature = _("CAREC Institute") + f"\n{settings.SITE_URL}/"
    return {
        "to": [subscription.email],
        "subject": subject,
        "body": "\n\n".join([*paragraphs, signature]) + "\n",
        "headers": WRITTEN_BY_A_PROGRAM,
    }


def digest(subscription: Subscription, sections: list[tuple[str, list]]) -> dict[str, Any]:
    """`sections` are pairs of a heading and its entries, as `digests.matching` makes them."""
    with override(subscription.language):
        stop = f"{settings.SITE_URL}{links.leaving(subscription)}"
        change = f"{settings.SITE_URL}{links.managing(subscription)}"
        context = {
            "sections": sections,
            "language": subscription.language,
            "site": settings.SITE_URL,
            "change": change,
            "stop": stop,
        }
        words = [line for heading, entries in sections for line in _section(heading, entries)]
        words += [
            "-- \n" + _("CAREC Institute") + f"\n{settings.SITE_URL}/",  # RFC 3676: the end of the text
            _("You get this because you subscribed.") + "\n" + _("Change what you receive") + f": {change}",
            _("Unsubscribe") + f": {stop}",
        ]
        subject = _subject(subscription, [entry for _heading, entries in sections for entry in entries])
        html = render_to_string("subscriptions/digest.html", context)
    return {
        "to": [subscription.email],
        "subject": subject,
        "body": "\n\n".join(words) + "\n",
        "html": html,
        "headers": {
            **WRITTEN_BY_A_PROGRAM,
            # RFC 2919; RFC 2369 and RFC 8058: mail programs offer to stop it, by one click.
            "List-Id": f"<news.{settings.MAIL_DOMAIN}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    }


def _section(heading, entries) -> list[str]:
    """Its paragraphs in plain text."""
    found = [heading.upper()]
    for entry in entries:
        found += filter(None, [f"{entry.title}\n{entry.facts}", entry.summary, entry.address])
    return found


def _subject(subscription, entries) -> str:
    if subscription.pace == Pace.WEEKLY:
        return _("CAREC Institute: the news of the week")
    if len(entries) == 1:
        return entries[0].title
    count = ngettext("CAREC Institute: %d new item", "CAREC Institute: %d new items", len(entries))
    return count % len(entries)
