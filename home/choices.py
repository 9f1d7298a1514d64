"""Which choices of the editors visitors do not see, and why."""

from django.utils.translation import gettext as _

from contacts.states import Permission
from home.models import HomePage
from news.models import Article
from publishing.models import Topic


def not_shown(page: HomePage) -> list[str]:
    """A sentence for each choice in whose place visitors see something else."""
    return [*_lead(page.lead_article), *_event(page.event), *_topics(page), *_quote(page.quote)]


def _lead(article):
    if article and not article.is_published:
        sentence = _("Visitors can’t see the lead story (%(stage)s). They see the newest article instead.")
        yield sentence % {"stage": article.stage.label}


def _event(event):
    if not event:
        return
    if not event.is_published:
        sentence = _("Visitors can’t see the first event (%(stage)s). They see the next events instead.")
        yield sentence % {"stage": event.stage.label}
    elif event.is_past:
        yield _("The first event is over. Visitors see the next events instead.")


def _topics(page):
    public = Topic.objects.used_in(Article.objects.published()).filter(pk__in=page.topic_keys)
    shown = {topic.pk for topic in public}
    for topic in (page.first_topic, page.second_topic, page.third_topic):
        if topic and topic.pk not in shown:
            yield _("No published article has the topic “%(topic)s”, so it is left out.") % {"topic": topic}


def _quote(quote):
    if quote and quote.permission != Permission.GIVEN:
        sentence = _(
            "The quote is not shown (permission: %(permission)s). Visitors see the newest one placed on "
            "the home page, if any."
        )
        yield sentence % {"permission": quote.get_permission_display()}
