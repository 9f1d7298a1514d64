import logging

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db import Error, transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from news.models import Article
from publishing.statements.prepared import prepared
from search.finding.answers import Answers, find
from search.models import Miss
from search.showing.choices import Choices
from search.showing.facets import facets
from search.showing.results import shown
from search.suggestions import suggestions

PAGE_SIZE = 10

logger = logging.getLogger(__name__)


@require_safe
def results(request):
    """What answers ?q=, narrowed by choices; without it a field alone."""
    choices = Choices(request.GET)
    answers = find(choices.text, **choices.narrowed())
    page = page_of(answers, request.GET.get("page") or "1")
    if request.method == "GET" and not choices.chosen:
        note_miss(answers)
    return render(
        request,
        "search/results.html",
        {
            "choices": choices,
            "answers": answers,
            "page_obj": page,
            "shown": shown(answers.question, page.object_list),
            "close": shown(answers.loosely, answers.close),
            "facets": facets(choices, answers.found),
            "newest": [] if answers.best or not choices.text else newest_articles(),
        },
    )


@prepared
def newest_articles():
    return Article.objects.published().for_cards()[:3]


def page_of(answers: Answers, number: str):
    try:
        return Paginator(answers.best, PAGE_SIZE).page(number)
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None


def note_miss(answers: Answers) -> None:
    """Count what was searched in vain, for staff. A page is shown even if nothing can be written."""
    if not answers.question.text or (answers.best and not answers.is_loose):
        return
    try:
        with transaction.atomic():
            Miss.objects.note(localdate(), answers.question.text.lower(), get_language())
    except Error:
        logger.exception("A search without a result could not be counted")


@require_safe
@never_cache
def suggest(request):
    """The suggestions for ?q=, as JSON."""
    return JsonResponse({"suggestions": suggestions(request.GET.get("q", ""))})


@require_safe
def description(request):
    """By which browsers offer this search among others (OpenSearch 1.1)."""
    content = render_to_string("search/description.xml", {}, request)
    return HttpResponse(content, content_type="application/opensearchdescription+xml; charset=utf-8")
