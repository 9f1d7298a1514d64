"""The forms of staff have no barrier that axe can find, in light and dark; they fit and keep the policy."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events.models import EventOrganisation, Material
from tests.browser import axe
from tests.factories import (
    country,
    make_document,
    make_event,
    make_inquiry,
    make_organisation,
    make_participation,
    make_session,
    make_staff,
)
from tests.full_site import make_full_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def addresses():
    event = make_event("Long title of an event that lasts for several days and has many speakers")
    article = make_full_article("Open", 1)
    article.events.add(event)
    office = make_organisation(country=country("KZ"))
    EventOrganisation.objects.create(event=event, organisation=office)
    Material.objects.create(event=event, document=make_document())
    participation = make_participation(event, roles=[("speaker", make_session(event))], organisation=office)
    for name, item in {
        "news_article": article,
        "news_author": article.ordered_authors[0],
        "events_event": event,
        "events_person": participation.person,
        "events_organisation": office,
        "publishing_picture": article.lead_picture,
        "publishing_document": article.documents[0],
    }.items():
        yield reverse(f"admin:{name}_add")
        yield reverse(f"admin:{name}_change", args=[item.pk])
    inquiry = make_inquiry()
    yield reverse("admin:contacts_inquiry_change", args=[inquiry.pk])
    yield reverse("admin:contacts_inquiry_answer", args=[inquiry.pk])
    yield reverse("admin:events_participation_change", args=[participation.pk])
    yield reverse("admin:events_participation_add") + f"?event={event.pk}"
    yield reverse("admin:events_event_speakers", args=[event.pk])
    yield reverse("admin:events_event_import", args=[event.pk])
    yield reverse("admin:events_event_import")


def barriers(page):
    for chooser in page.locator(".add-row a").all():
        chooser.click()  # a row that a script adds is a part of the form, too
    return axe.barriers(page, "#main")


def test_forms_fit_phone_and_desktop_and_keep_the_policy_and_have_no_barrier(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff())
    visited = list(addresses())

    assert made.faults(visited, barriers) == []
    assert len(visited) == 21


def test_refused_form_has_no_barrier_that_axe_can_find(visit, log_in):
    made = visit("phone")
    log_in(made, make_staff())
    page = made.page
    page.goto(reverse("admin:news_article_add"))
    page.get_by_text("Add another Source").click()
    page.locator("#id_sources-0-url").fill("no address")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="Sources, row 1, Title").click()

    assert axe.barriers(page, "#main", ["light"]) == []


def test_chooser_is_called_by_its_label_and_what_is_chosen(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff())
    page = made.page
    office = make_organisation(country=country("KZ"))
    page.goto(reverse("admin:events_organisation_change", args=[office.pk]))

    page.get_by_role("combobox", name=re.compile("^Country:.*Kazakhstan$")).click()
    page.get_by_role("searchbox", name="Country:").press_sequentially("Geor")
    page.get_by_role("option", name="Georgia", exact=True).click()

    expect(page.get_by_role("combobox", name=re.compile("^Country:.*Georgia$"))).to_be_visible()


def test_frame_of_the_file_that_has_the_focus_touches_no_words(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff())
    page = made.page
    page.goto(reverse("admin:publishing_picture_add"))

    field = page.locator("#id_file").bounding_box()
    words = page.locator("#id_file_helptext").bounding_box()

    assert words["y"] - (field["y"] + field["height"]) >= 4  # pixels: the frame, and what is between
