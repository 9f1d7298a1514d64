"""What is typed into the forms of staff is kept until it is saved."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events.models import Event
from news.models import Article
from tests.factories import make_article, make_author, make_event, make_inquiry, make_picture, make_staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ADD = "/admin/news/article/add/"
PASSWORD = "a long test password"
UNKEPT = "This browser can’t keep a copy of what you type here. Save often."
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"


@pytest.fixture
def staff():
    return make_staff("aziza")


@pytest.fixture
def made(visit, log_in, staff):
    made = visit("desktop")
    log_in(made, staff)
    return made


@pytest.fixture
def page(made):
    return made.page


def end_session(made, settings):
    made.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def sign_in(page, user):
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def leave(page, address="/admin/"):
    """Go elsewhere, whatever the browser asks."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(address)


def notice(page):
    return page.locator(".draft-notice")


def editor(page):
    return page.locator("#id_body_en_editor")


def write(page, title="Railways of the Steppe", text="Two gauges meet."):
    page.locator("#id_title_en").fill(title)
    editor(page).click()
    page.keyboard.type(text)


def add_rows(page):
    """An author, a picture and a source, which scripts make."""
    page.get_by_role("button", name="Add another Author").click()
    page.locator("#bylines-0 .select2-selection").click()
    page.get_by_role("option", name="Bek Nazarov").click()
    page.get_by_role("button", name="Add another Gallery picture").click()
    page.locator("#gallery_entries-0 [data-choose]").click()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    dialog.get_by_text("A hall", exact=True).click()
    dialog.get_by_role("button", name="Use this picture").click()
    page.get_by_role("button", name="Add another Source").click()
    page.locator("#id_sources-0-title").fill("Yearbook")
    page.get_by_role("button", name="Add another Source").click()
    page.locator("#id_sources-1-title").fill("Atlas")
    page.locator("#sources-1").get_by_role("button", name="Up").click()


def test_kept_text_tells_its_time_by_the_clock_of_the_institute(page, settings):
    clock = page.context.new_cdp_session(page)
    clock.send("Emulation.setTimezoneOverride", {"timezoneId": "America/New_York"})
    page.goto(ADD)
    write(page)
    leave(page)
    page.goto(ADD)

    at = page.evaluate(f"JSON.parse(localStorage[{KEPT}[0]]).at")
    time = datetime.fromtimestamp(at / 1000, ZoneInfo(settings.TIME_ZONE)).strftime("%H:%M")
    expect(notice(page)).to_contain_text(f"Your text from {time}, the institute’s time, was not saved.")


def test_article_outlives_the_session(made, page, staff, settings):
    author, picture = make_author("Bek Nazarov"), make_picture("A hall")
    page.goto(ADD)
    write(page)
    add_rows(page)
    page.get_by_role("combobox", name="Topics").fill("Transport")

    end_session(made, settings)
    page.get_by_role("button", name="Save draft").click()
    expect(notice(page)).to_contain_text("sign in, and it will be back in the form")
    sign_in(page, staff)

    expect(notice(page)).to_contain_text("was not saved. It is back in the form: save it or discard it.")
    expect(editor(page)).to_have_text("Two gauges meet.")
    expect(page.locator("#bylines-0 .select2-selection__rendered")).to_contain_text("Bek Nazarov")
    expect(page.locator("#gallery_entries-0 [data-chosen]")).to_have_text("A hall")
    expect(page.locator("#sources-group tr.has_original, #sources-group tr.dynamic-sources")).to_have_count(2)
    expect(page.locator("#sources-group tr.dynamic-sources input[name$=title]").first).to_have_value("Atlas")

    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("was saved as a draft")
    expect(notice(page)).to_have_count(0)
    article = Article.objects.get()
    assert (article.title_en, article.body_en) == ("Railways of the Steppe", "<p>Two gauges meet.</p>")
    assert (list(article.authors.all()), list(article.gallery.all())) == ([author], [picture])
    assert [source.title for source in article.sources.all()] == ["Atlas", "Yearbook"]
    assert [topic.name for topic in article.topics.all()] == ["Transport"]

    page.goto(ADD)
    expect(page.get_by_role("button", name="Save draft")).to_be_visible()
    assert (page.locator("#id_title_en").input_value(), notice(page).count()) == ("", 0)


def test_event_outlives_the_session(made, page, staff, settings):
    event = make_event("Symposium on trade")
    page.goto(reverse("admin:events_event_change", args=[event.pk]))
    write(page, "Symposium on roads")
    page.get_by_role("button", name="Add another Session").click()
    page.locator("#id_sessions-0-title_en").fill("Opening")
    page.locator("#id_sessions-0-start_time").fill("09:00")
    page.locator("#id_sessions-0-end_time").fill("10:00")

    end_session(made, settings)
    page.get_by_role("button", name="Save", exact=True).click()
    sign_in(page, staff)
    expect(notice(page)).to_contain_text("was not saved")
    expect(page.locator("#id_sessions-0-title_en")).to_have_value("Opening")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("was saved and is visible")
    assert [session.title for session in Event.objects.get().sessions.all()] == ["Opening"]
    assert Event.objects.get().title_en == "Symposium on roads"


def test_signing_in_again_in_another_tab_loses_nothing(made, page, staff):
    page.goto(ADD)
    write(page)
    other = made.context.new_page()
    other.goto("/admin/")
    other.once("dialog", lambda dialog: dialog.accept())
    other.get_by_role("button", name="Log out").click()
    other.goto("/admin/")
    sign_in(other, staff)
    expect(other.get_by_role("button", name="Log out")).to_be_visible()

    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="Open the form again").click()
    expect(editor(page)).to_have_text("Two gauges meet.")
    page.get_by_role("button", name="Save draft").click()

    expect(page.locator(".messagelist")).to_contain_text("was saved as a draft")
    assert Article.objects.get().body_en == "<p>Two gauges meet.</p>"


def test_back_shows_the_text_in_the_editor(page):
    page.goto(ADD)
    write(page)
    leave(page)

    page.go_back()

    expect(editor(page)).to_have_text("Two gauges meet.")


def test_text_filled_in_by_the_browser_is_shown_in_the_editor(page):
    page.goto(ADD)
    write(page)
    page.evaluate("localStorage.clear()")
    leave(page)
    page.evaluate("localStorage.clear()")

    page.go_back()

    expect(page.locator("#id_title_en")).to_have_value("Railways of the Steppe")
    expect(editor(page)).to_have_text("Two gauges meet.")


def test_text_of_another_tab_is_offered(made, page):
    page.goto(ADD)
    write(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.close(run_before_unload=True)
    other = made.context.new_page()
    other.goto(ADD)

    expect(notice(other)).to_contain_text("in another tab or on an earlier visit, was not saved")
    empty = other.locator("#id_title_en").input_value()
    other.get_by_role("button", name="Restore").click()

    assert empty == ""
    expect(other.locator("#id_title_en")).to_have_value("Railways of the Steppe")
    expect(editor(other)).to_have_text("Two gauges meet.")
    expect(notice(other)).to_contain_text("It is back in the form")


def test_draft_is_thrown_away(page):
    page.goto(ADD)
    write(page)
    leave(page)
    page.goto(ADD)

    page.get_by_role("button", name="Discard").click()

    expect(page.locator("#id_title_en")).to_have_value("")
    expect(notice(page)).to_have_count(0)
    page.goto(ADD)
    expect(page.get_by_role("button", name="Save draft")).to_be_visible()
    assert notice(page).count() == 0


def test_logging_out_asks_and_leaves_nothing_behind(page, staff):
    page.goto(ADD)
    write(page)
    leave(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))

    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Logged out")).to_be_visible()

    assert asked == ["You have unsaved changes, which will be lost if you log out. Log out?"]
    assert page.evaluate(KEPT) == []


def test_answer_to_an_inquiry_is_kept_in_its_tab_only(made, page, staff, settings):
    page.goto(reverse("admin:contacts_inquiry_answer", args=[make_inquiry().pk]))
    page.get_by_label("Your answer").fill("Dear Ms Karimova")

    end_session(made, settings)
    page.get_by_role("button", name="Preview").click()
    kept = page.evaluate("Object.values(localStorage).filter((text) => text.includes('Karimova'))")
    sign_in(page, staff)

    assert kept == []
    expect(notice(page)).to_contain_text("was not saved")
    expect(page.get_by_label("Your answer")).to_have_value("Dear Ms Karimova")


def test_draft_beside_a_change_of_a_colleague_overwrites_nothing_unasked(page, staff):
    event = make_event("Symposium on trade")
    address = reverse("admin:events_event_change", args=[event.pk])
    page.goto(address)
    write(page, "Symposium on roads")
    leave(page)
    event.summary_en = "Of a colleague"
    event.save()

    page.goto(address)
    expect(page.locator("#id_title_en")).to_have_value("Symposium on roads")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".errorlist")).to_contain_text("changed this on")
    expect(page.locator("#id_summary_en")).to_have_value("Of a colleague")


def test_refused_form_is_kept_whole(made, page, staff, settings):
    page.goto(ADD)
    write(page, title="")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".errornote")).to_be_visible()
    page.locator("#id_summary_en").fill("Why gauges matter.")

    end_session(made, settings)
    page.get_by_role("button", name="Save draft").click()
    sign_in(page, staff)

    expect(page.locator("#id_summary_en")).to_have_value("Why gauges matter.")
    expect(editor(page)).to_have_text("Two gauges meet.")


def test_text_for_which_the_browser_has_no_room_is_told_and_saved(page):
    page.goto(ADD)
    page.evaluate("localStorage.filler = 'x'.repeat(5 * 1024 * 1024 - 200)")

    write(page)
    expect(notice(page)).to_have_text(UNKEPT)
    page.get_by_role("button", name="Save draft").click()

    expect(page.locator(".messagelist")).to_contain_text("was saved as a draft")


def test_browser_that_may_keep_nothing_says_so_and_sends_the_form(visit, log_in, staff):
    inquiry = make_inquiry()
    made = visit("desktop", once=True)
    log_in(made, staff)
    page = made.page
    made.context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException() } })"
    )
    page.goto(reverse("admin:contacts_inquiry_answer", args=[inquiry.pk]))
    page.get_by_label("Your answer").fill("Dear Ms Karimova")

    expect(notice(page)).to_have_text(UNKEPT)
    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("heading", name="The email as it will be sent")).to_be_visible()
    made.complaints.clear()  # of Django's own scripts, which remember how the page was shown


def test_text_of_an_article_deleted_meanwhile_comes_back_in_a_new_form(page):
    article = make_article("Railways")
    page.goto(reverse("admin:news_article_change", args=[article.pk]))
    write(page)
    article.delete()

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Perhaps it was deleted?")
    expect(notice(page)).to_contain_text("was not saved. It is back in the form")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("was saved as a draft")

    made = Article.objects.get()
    assert (made.title_en, "Two gauges meet." in made.body_en) == ("Railways of the Steppe", True)
    assert page.evaluate(KEPT) == []


def test_old_draft_is_forgotten(page):
    page.goto(ADD)
    page.evaluate("localStorage['draft:old'] = JSON.stringify({ id: 'old', at: Date.now() - 15 * 86400000 })")
    page.evaluate("localStorage['draft:new'] = JSON.stringify({ id: 'new', at: Date.now() - 13 * 86400000 })")

    page.reload()

    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == [
        "draft:new"
    ]
