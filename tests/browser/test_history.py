"""An editor undoes what was done, and changes what is live without showing it yet."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from history.models import Draft, Version
from news.models import Article
from tests.browser import axe
from tests.factories import make_article, make_event, make_participation, make_session, make_staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def made(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff("editor", first_name="Aziza", last_name="Rahimova"))
    return made


def form(item):
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])


@transaction.atomic
def rename(item, title):
    item.title_en = title
    item.save()


def test_yesterdays_change_is_undone_in_three_clicks(made):
    article, page = make_article("Water in the region"), made.page
    rename(article, "Whatever in the region")
    page.goto(form(article))

    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Restore…").click()
    expect(page.locator("del")).to_have_text("Water")
    page.get_by_role("button", name="Restore this version").click()

    expect(page.locator(".messagelist")).to_contain_text("is the present one again")
    expect(page.locator("#id_title_en")).to_have_value("Water in the region")
    assert Article.objects.get(pk=article.pk).title_en == "Water in the region"
    assert made.complaints == []


def test_typo_is_put_right_at_a_minute(made):
    article, page = make_article("Watre in the region"), made.page
    tomorrow = timezone.localtime() + timedelta(days=1)
    page.goto(form(article))

    page.locator("#id_title_en").fill("Water in the region")
    page.get_by_label("Publish this change at: date").fill(f"{tomorrow:%Y-%m-%d}")
    page.get_by_label("Publish this change at: time").fill("09:00")
    page.get_by_role("button", name="Keep as a draft").click()

    expect(page.locator(".messagelist")).to_contain_text("will be published on")
    expect(page.locator(".draft-banner")).to_contain_text("You see the draft of a change.")
    assert Article.objects.get(pk=article.pk).title_en == "Watre in the region"
    due = timezone.localtime(Draft.objects.get().due_at)
    assert (due.date(), due.hour, due.minute) == (tomorrow.date(), 9, 0)
    assert made.complaints == []


def test_draft_is_discarded_from_the_form(made):
    article, page = make_article("Water in the region"), made.page
    page.goto(form(article))
    page.locator("#id_title_en").fill("Rivers")
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.locator("#id_title_en")).to_have_value("Rivers")

    page.get_by_role("button", name="Discard the draft").click()

    expect(page.locator(".messagelist")).to_contain_text("The draft is discarded.")
    expect(page.locator("#id_title_en")).to_have_value("Water in the region")


def test_pages_of_history_fit_keep_the_policy_and_have_no_barrier(made):
    article, event = make_article("Water in the region"), make_event()
    participation = make_participation(event, roles=[("speaker", make_session(event))])
    rename(article, "Rivers in the region")
    rename(event, "Conference")
    participation.delete()
    made.page.goto(form(article))
    made.page.locator("#id_title_en").fill("Lakes")
    made.page.get_by_role("button", name="Keep as a draft").click()
    expect(made.page.locator(".draft-banner")).to_be_visible()
    new, old = Version.objects.of(article)
    history = reverse("admin:news_article_history", args=[article.pk])
    compare = reverse("admin:news_article_compare", args=[article.pk])
    people = reverse("admin:events_event_history", args=[event.pk]) + "?with"
    addresses = [
        history,
        f"{compare}?old={old.pk}&new={new.pk}",
        f"{compare}?old={old.pk}&new=now",
        reverse("admin:news_article_draft", args=[article.pk]),
        form(article),
        people,
    ]

    assert made.faults(addresses, lambda page: axe.barriers(page, "#main")) == []
