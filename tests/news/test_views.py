from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from publishing.models import State
from tests.factories import make_article, make_author, make_staff, make_user
from tests.markup import compact, tree_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)
ODD = ["Water", "WATER", "вода", "%D0%B2", "%00", "water%00", "wa ter", "wat.er", "a" * 900, "%ff"]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def test_article_has_its_address(client):
    make_article("Water", slug="water", publish_at=NOW)

    response = client.get("/news/2026/water/")

    assert response.status_code == 200
    assert response.context["article"].title == "Water"
    assert response.cookies == {}


def test_head_answers_like_get(client):
    make_article(slug="water", publish_at=NOW)

    for address in ("/news/", "/news/2026/water/", "/news/2026/"):
        response = client.head(address)
        assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    "changes",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.ARCHIVED},
        {"publish_at": NOW + timedelta(microseconds=1)},
        {"publish_at": NOW - DAY, "unpublish_at": NOW},
        {"trashed_at": NOW},
    ],
)
def test_hidden_article_is_not_found_even_by_staff(client, changes):
    hidden = make_article(slug="water", **({"publish_at": NOW} | changes))
    hidden.slug = "soil"
    hidden.save()
    client.force_login(make_staff())

    for slug in ("water", "soil"):
        assert client.get(f"/news/2026/{slug}/").status_code == 404


def redirects(client, address):
    response = client.get(address)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize("prefix", ["", "/ru", "/zh-hans"])
def test_former_slug_and_wrong_year_lead_on_in_one_hop(client, prefix):
    article = make_article(slug="a", publish_at=NOW)
    for slug in ("b", "c"):
        article.slug = slug
        article.save()
    article.publish_at = NOW - 365 * DAY
    article.save()

    present = f"{prefix}/news/2025/c/"
    for former in ("2026/a", "2026/b", "2026/c", "2025/a", "0/c", "99999/c", "02025/c"):
        assert redirects(client, f"{prefix}/news/{former}/") == (301, present)
    assert client.get(present).status_code == 200


def test_article_without_a_slash_leads_to_the_one_with(client):
    make_article(slug="water", publish_at=NOW)

    assert redirects(client, "/news/2026/water") == (301, "/news/2026/water/")
    assert redirects(client, "/news") == (301, "/news/")


@pytest.mark.parametrize("slug", ODD)
def test_article_at_another_slug_is_not_found(client, slug):
    make_article(slug="water", publish_at=NOW)

    assert client.get(f"/news/2026/{slug}/").status_code == 404


def test_draft_renamed_is_not_given_away(client):
    draft = make_article(slug="a", state=State.DRAFT, publish_at=NOW)
    draft.slug = "secret-plan"
    draft.save()

    response = client.get("/news/2026/a/")

    assert response.status_code == 404
    assert b"secret-plan" not in response.content


def preview(client, article, prefix=""):
    return client.get(f"{prefix}/news/preview/{article.pk}/")


@pytest.mark.parametrize("state", State.values)
def test_staff_preview_an_article_in_any_state(client, state):
    article = make_article(state=state, publish_at=NOW + DAY)
    client.force_login(make_staff())

    response = preview(client, article)

    assert response.status_code == 200
    assert response.context["article"] == article
    assert response.context["edit_url"] == reverse("admin:news_article_change", args=[article.pk])


def test_preview_of_a_draft_without_date_text_and_parts_is_a_page(client):
    article = make_article(state=State.DRAFT, publish_at=None, body_en="", summary_en="")
    client.force_login(make_staff())

    for prefix in ("", "/ru", "/zh-hans"):
        assert preview(client, article, prefix).status_code == 200


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Preview · Published. Visitors can see this page."),
        ({"state": State.DRAFT}, "Preview · Draft. Visitors can’t see this page."),
        (
            {"publish_at": datetime(2099, 3, 1, 1, 30, tzinfo=UTC)},
            "Preview · Scheduled · will appear on 1 March 2099, 09:30. Visitors can’t see this page.",
        ),
        (
            {"unpublish_at": NOW - timedelta(hours=1)},
            "Preview · Ended. Visitors can’t see this page.",
        ),
    ],
)
def test_preview_says_where_an_article_stands(client, changes, line):
    client.force_login(make_staff())

    page = tree_of(preview(client, make_article(**changes)))

    [banner] = [node for node in page.iter("aside") if node.get("class") == "preview-banner"]
    assert " ".join("".join(banner.find("./div/p").itertext()).split()) == line


def test_preview_is_neither_kept_nor_indexed(client):
    client.force_login(make_staff())

    response = preview(client, make_article(state=State.DRAFT))

    directives = {part.strip() for part in response.headers["Cache-Control"].split(",")}
    assert {"no-store", "private"} <= directives
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_preview_says_where_the_article_stands(client):
    client.force_login(make_staff())
    articles = [make_article(publish_at=NOW + DAY), make_article(trashed_at=NOW), make_article()]

    pages = [compact(preview(client, article)) for article in articles]

    said = ("· Scheduled · will appear on", "· In the trash. Visitors can’t", "· Published. Visitors can see")
    assert [[words in page for words in said] for page in pages] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_preview_of_an_unknown_article_is_not_found(client):
    client.force_login(make_staff())

    for number in ("0", "999", "9" * 30, "9" * 5000, "x"):
        assert client.get(f"/news/preview/{number}/").status_code == 404


def test_preview_asks_visitors_to_log_in(client):
    draft = make_article("Zzsecret", state=State.DRAFT)

    anonymous = preview(client, draft)
    client.force_login(make_user())
    visitor = preview(client, draft)

    for response in (anonymous, visitor):
        assert response.status_code == 302
        assert response.headers["Location"] == f"/admin/login/?next=/news/preview/{draft.pk}/"
        assert "no-store" in response.headers["Cache-Control"]


def test_preview_is_forbidden_to_staff_without_the_permission(client):
    draft = make_article("Zzsecret", state=State.DRAFT)
    editor = make_user(is_staff=True)
    client.force_login(editor)

    before = preview(client, draft)
    editor.user_permissions.add(Permission.objects.get(codename="view_article"))
    after = preview(client, draft)

    assert (before.status_code, after.status_code) == (403, 200)
    assert b"Zzsecret" not in before.content


@pytest.mark.parametrize("address", ["/news/", "/news/2026/", "/news/2026/water/"])
def test_lists_and_articles_take_no_posts(client, address):
    make_article(slug="water", publish_at=NOW)

    assert client.post(address, {"title": "x\x00"}).status_code == 405


def test_authors_stand_in_their_order_with_their_initials(client):
    article = make_article(slug="water", publish_at=NOW)
    for order, name in enumerate(("Wei Li", "Aziza Rahimova")):
        article.bylines.create(author=make_author(name), order=order)

    lines = tree_of(client.get("/news/2026/water/")).xpath("//ul[contains(@class, 'byline')]/li")

    assert [" ".join(line.text_content().split()) for line in lines] == ["WL Wei Li", "AR Aziza Rahimova"]
