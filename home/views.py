from django.shortcuts import render
from django.views.decorators.http import require_safe

from home import content
from home.schema_org import website
from pages.templatetags.pages import institute_facts

MAX_BESIDE = 3  # articles beside the lead story where there is no event


@require_safe
def home(request):
    """The lead story and the next events, then the other parts: each is left out where there is nothing."""
    lead, *articles = content.stories() or [None]
    events = content.coming_events()
    latest = [] if events else content.latest_events()
    beside = [] if events or latest else articles[:MAX_BESIDE]
    more = articles[len(beside) :]
    return render(
        request,
        "home/page.html",
        {
            "headline": content.headline(),
            "lead": lead,
            "next": events[: content.MAX_NEXT],
            "latest_events": latest,
            "beside": beside,
            "cards": more[: content.MAX_CARDS],
            "lines": more[content.MAX_CARDS :],
            "later": events[content.MAX_NEXT :],
            "figures": content.figures(),
            "members": content.members(),
            "topics": list(content.chosen_topics([lead, *articles] if lead else [])),
            "quotes": content.quotes(),
            "facts": {"@graph": [institute_facts(), website()]},
        },
    )
