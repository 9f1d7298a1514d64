import pytest
from django.contrib.staticfiles import finders
from django.db import connection

pytestmark = pytest.mark.django_db


def test_robots_keep_out_of_the_admin_and_find_the_sitemap(client, settings):
    response = client.get("/robots.txt")

    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /news/preview/",
        "Disallow: /events/preview/",
        "Disallow: /pages/preview/",
        "Disallow: /search/",
        "Disallow: /*/search/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        f"Sitemap: {settings.SITE_URL}/news-sitemap.xml",
    ]


def test_icon_is_found_without_a_page(client):
    response = client.get("/favicon.ico", follow=True)

    assert response.redirect_chain == [("/static/img/favicon.ico", 302)]
    assert finders.find("img/favicon.ico")


def test_livez_answers_without_the_database(client, django_db_blocker):
    with django_db_blocker.block():
        response = client.get("/livez")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_is_ready_with_every_migration(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_readyz_with_a_pending_migration_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'news'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.content.endswith(b"migrations are pending\n")


def test_readyz_tells_how_little_room_is_left_and_stays_ready(client, small_disk):
    small_disk.fill(left=8192)

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok\ndisk: 0 MB left\n")
    assert small_disk.files() == []


def test_readyz_tells_that_nothing_can_be_written_and_stays_ready(client, small_disk):
    small_disk.fill()

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (
        200,
        b"ok\ndisk: nothing can be written (No space left on device)\n",
    )
    assert client.get("/").status_code == 200


def test_readyz_with_two_troubles_tells_of_both(client, small_disk):
    small_disk.fill()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'contacts' AND name LIKE '0012%'")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (
        503,
        b"1 migrations are pending\ndisk: nothing can be written (No space left on device)\n",
    )


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/nothing/", "This page does not exist"),
        ("/ru/nothing/", "Такой страницы нет"),
        ("/zh-hans/nothing/", "此页面不存在"),
    ],
)
def test_missing_page_says_so_in_the_language_of_the_address(client, address, heading):
    response = client.get(address)

    assert response.status_code == 404
    assert heading in response.content.decode()
