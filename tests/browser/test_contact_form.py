"""Visitors write to the institute, with and without JavaScript, by keyboard alone, in three languages."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from playwright.sync_api import expect

from contacts.guards.proof_of_work import MIN_WRITING_SECONDS
from contacts.guards.spam import MAX_REFUSALS_A_DAY, MIN_LOOKING_SECONDS
from contacts.models import AddressCount, Inquiry, Topic
from contacts.states import State
from tests.browser import axe
from tests.factories import make_event, make_page, make_staff
from tests.full_site import tell_details

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LANGUAGES = pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
FORM = "#write"  # opens the band that holds the form
MAX_BAND_PIXELS = 240
MAX_FOOT_PIXELS = 900  # of the closed band and the footer
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


@pytest.fixture(autouse=True)
def clock():
    """That of the site, which a test puts forward instead of waiting."""
    with time_machine.travel(timezone.now()) as clock:
        yield clock


@pytest.fixture
def officer():
    return make_staff("officer")


@pytest.fixture
def event(officer):
    russian = {"title_ru": "Симпозиум", "body_ru": "<p>Эксперты встретились.</p>"}
    chinese = {"title_zh_hans": "研讨会", "body_zh_hans": "<p>专家会面。</p>"}
    return make_event("Symposium on trade", officer=officer, **russian, **chinese)


@pytest.fixture
def topic():
    return Topic.objects.create(name_en="Training", name_ru="Обучение", name_zh_hans="培训")


def address(event, language):
    with translation.override(language):
        return event.get_absolute_url()


def fill(page, message="Где отчёт? 报告在哪里?"):
    page.locator("#contact-name").fill("Айгуль 王")
    page.locator("#contact-email").fill("aigul@почта.рф")
    page.locator("#contact-message").fill(message)


def send(page):
    page.locator("form[method=post] .button--primary").click()


@LANGUAGES
@SCRIPTS
def test_form_about_an_event_reaches_its_officer(visit, event, topic, officer, language, javascript, clock):
    made = visit("phone", java_script_enabled=javascript)
    page = made.page
    page.goto(address(event, language) + FORM)
    clock.shift(MIN_WRITING_SECONDS)

    expect(page.locator(".form__about strong")).to_have_text(event_name(event, language))
    page.locator("#contact-topic").select_option(str(topic.pk))
    fill(page)
    send(page)
    if not javascript:
        expect(page.locator(".form__typed")).to_contain_text("Где отчёт? 报告在哪里?")
        clock.shift(MIN_LOOKING_SECONDS)
        send(page)

    expect(page.locator(".reference")).to_have_text(re.compile(r"^CI-\d{4}-\w{6}$"))
    inquiry = Inquiry.objects.get(reference=page.locator(".reference").inner_text())
    # Chromium itself writes the domain in the letters of RFC 5890.
    assert (inquiry.state, inquiry.language, inquiry.email) == (
        State.NEW,
        language,
        "aigul@xn--80a1acny.xn--p1ai",
    )
    assert (inquiry.about, inquiry.about_words) == (event, event_name(event, language))
    assert (inquiry.topic, inquiry.assignee, inquiry.page) == (topic, officer, address(event, language))
    assert made.context.cookies() == []


def event_name(event, language):
    with translation.override(language):
        return str(event)


@LANGUAGES
def test_foot_of_a_page_is_calm_on_a_phone(visit, event, language):
    tell_details()
    for order, title in enumerate(["Governance", "Experts", "Work with us", "Privacy", "Terms of use"]):
        make_page(title, menu="footer", order=order)
    page = visit("phone").page
    page.goto(address(event, language))

    band = page.locator(".inquiry").bounding_box()["height"]
    footer = page.locator(".site-footer").bounding_box()["height"]

    expect(page.locator("#contact-message")).to_be_hidden()
    assert page.viewport_size["width"] == 390
    assert 100 < band <= MAX_BAND_PIXELS
    assert 300 < footer <= MAX_FOOT_PIXELS - band


@SCRIPTS
def test_form_opens_by_its_button_and_by_a_link_to_it(visit, javascript):
    starts_at = timezone.now() + timedelta(days=3)
    event = make_event("Symposium", starts_at=starts_at, ends_at=starts_at + timedelta(hours=8))
    page = visit("phone", java_script_enabled=javascript).page
    message = page.locator("#contact-message")

    page.goto("/news/")
    expect(message).to_be_hidden()
    page.locator(".inquiry summary").focus()
    page.keyboard.press("Enter")
    expect(message).to_be_visible()

    page.goto(event.get_absolute_url())
    expect(message).to_be_hidden()
    page.get_by_role("link", name="Ask about this event").click()
    expect(message).to_be_visible()


@SCRIPTS
def test_message_is_sent_by_the_keyboard_alone(visit, topic, javascript, clock):
    page = visit("desktop", java_script_enabled=javascript).page
    page.goto("/contact/")
    clock.shift(MIN_WRITING_SECONDS)
    typed = ["", "", "Ann Lee", "ann@example.org", "Ministry", "Georgia", "A line"]

    page.locator("#contact-kind_0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    for words in typed[2:]:
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.keyboard.type("and another")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send message")).to_be_focused()
    page.keyboard.press("Enter")
    if not javascript:
        expect(page.get_by_role("heading", level=1)).to_have_text("Please confirm your message")
        expect(page.get_by_role("button", name="Send message")).to_be_focused()
        clock.shift(MIN_LOOKING_SECONDS)
        page.keyboard.press("Enter")

    expect(page.locator(".reference")).to_be_visible()
    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.kind, inquiry.topic) == (State.NEW, "question", topic)
    assert (inquiry.name, inquiry.country, inquiry.message) == ("Ann Lee", "Georgia", "A line\nand another")


def test_second_message_after_going_back_is_as_good_as_the_first(visit, clock):
    page = visit("desktop").page
    page.goto("/contact/")

    for message in ("First", "Second"):
        clock.shift(MIN_WRITING_SECONDS)
        fill(page, message)
        send(page)
        expect(page.locator(".reference")).to_be_visible()
        page.go_back()
        expect(page.locator("#contact-message")).to_be_visible()

    assert list(Inquiry.objects.order_by("pk").values_list("message", "state")) == [
        ("First", State.NEW),
        ("Second", State.NEW),
    ]


def test_browser_that_cannot_do_the_work_is_asked_to_confirm(visit, clock):
    made = visit("desktop")
    page = made.page
    made.context.route("**/proof-worker.js", lambda route: route.fulfill(status=404, body=""))
    page.goto("/contact/")
    clock.shift(MIN_WRITING_SECONDS)

    fill(page)
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Please confirm your message")
    made.complaints.clear()  # the browser's own about what was missing


def test_nobody_waits_twice_for_an_impatient_double_click(visit, clock):
    page = visit("desktop").page
    page.goto("/contact/")
    clock.shift(MIN_WRITING_SECONDS)

    fill(page)
    page.get_by_role("button", name="Send message").dblclick()

    expect(page.locator(".reference")).to_be_visible()
    assert Inquiry.objects.get().state == State.NEW


@SCRIPTS
def test_inquiry_with_a_mistake_keeps_what_was_typed(visit, event, topic, javascript):
    page = visit("phone", java_script_enabled=javascript).page
    page.goto(event.get_absolute_url() + FORM)

    page.locator("#contact-message").fill("A long question.")
    page.locator("#contact-topic").select_option(str(topic.pk))
    page.get_by_role("button", name="Send").evaluate("button => button.form.noValidate = true")
    send(page)

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#contact-message")).to_have_value("A long question.")
    expect(page.locator("#contact-topic")).to_have_value(str(topic.pk))
    expect(page.locator(".form__about")).to_contain_text("Symposium on trade")
    assert Inquiry.objects.count() == 0


@pytest.mark.parametrize(("width", "language"), [("desktop", "en"), ("phone", "ru"), ("phone", "zh-hans")])
def test_no_page_of_the_form_has_a_barrier_that_axe_can_find(visit, event, topic, width, language, clock):
    made = visit(width)
    page = made.page
    found, wide = [], []

    def check(name):
        page.wait_for_load_state("load")  # with all its style sheets
        found.extend((name, barrier) for barrier in axe.barriers(page, schemes=["light"]))
        wide.extend([name] * made.has_sideways_scroll())

    page.goto(address(event, language) + FORM)
    check("form")
    clock.shift(MIN_WRITING_SECONDS)
    fill(page)
    page.locator("form[method=post]").evaluate("form => form.submit()")  # as without a script
    expect(page.locator(".form__typed")).to_be_visible()
    check("confirmation")
    clock.shift(MIN_LOOKING_SECONDS)
    send(page)
    expect(page.locator(".reference")).to_be_visible()
    check("thanks")
    AddressCount.objects.update(count=MAX_REFUSALS_A_DAY)
    page.goto(address(event, language) + FORM)
    fill(page, "Another")
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()
    check("refusal")
    page.locator(".form__consent a").click()
    expect(page.locator(".prose").first).to_be_visible()
    check("privacy")

    assert (found, wide) == ([], [])
