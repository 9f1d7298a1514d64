import re
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction

from carec_site.demo.accounts import create_accounts
from carec_site.demo.content import articles, pages
from carec_site.demo.events import EventSeeding
from carec_site.demo.home import HomeSeeding
from carec_site.demo.institute import InstituteSeeding
from carec_site.demo.pdf import make_pdf
from carec_site.demo.seeding import Seeding
from home.models import HomePage
from news.models import Article
from publishing.models import Document, Picture
from tests.factories import make_article, make_event, make_inquiry, make_staff

SMALL = 64
FEW = {"neighbours-compare-their-water-accounts", "reservoir-operators-rehearse-a-dry-year"}

pytestmark = pytest.mark.django_db


def rows():
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


def run(**options):
    out = StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue()


class TestArticles:
    """All articles for all of these."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def first(cls, django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            seeding = Seeding(width=SMALL)
            seeding.run()
            EventSeeding(seeding).run()  # its pictures, too: the whole command would draw them large
            yield seeding
            transaction.set_rollback(True)

    def test_seeding_twice_changes_nothing(self, first):
        second = Seeding(width=SMALL)
        before = rows()
        versions = list(Article.objects.order_by("pk").values_list("slug", "version", "updated_at"))

        second.run()

        assert first.made["articles"] == len(articles())
        assert first.made["pictures"] == Picture.objects.count() >= 14
        assert dict(second.made) == {}
        assert second.kept["articles"] == len(articles())
        assert rows() == before
        assert list(Article.objects.order_by("pk").values_list("slug", "version", "updated_at")) == versions

    @pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/ru", "ru"), ("/zh-hans", "zh_hans")])
    def test_seeded_article_and_its_link_can_be_read(self, client, prefix, language):
        article = Article.objects.get(slug="neighbours-compare-their-water-accounts")
        links = re.findall(r'href="([^"]+)"', getattr(article, f"body_{language}"))

        page = client.get(prefix + article.get_absolute_url())
        linked = [client.get(link) for link in links]

        assert page.status_code == 200
        assert [response.context["article"].slug for response in linked] == [
            "reservoir-operators-rehearse-a-dry-year"
        ]
        assert links[0].startswith(f"{prefix}/news/")

    def test_seeded_article_has_all_its_parts(self):
        article = Article.objects.get(slug="neighbours-compare-their-water-accounts")
        dam = Picture.objects.get(title="Dam in a valley")

        assert str(article.lead_picture) == "River delta"
        assert [str(picture) for picture in article.gallery_pictures] == [
            "Dam in a valley",
            "Lake below glaciers",
            "Fields from above",
        ]
        assert [author.name for author in article.ordered_authors] == ["Saltanat Abenova", "Daler Mirzoyorov"]
        assert [document.title for document in article.documents] == ["Template of a seasonal water account"]
        assert article.sources.count() == 2
        assert article.created_at == article.updated_at == article.publish_at
        assert sorted(topic.name for topic in article.topics.all()) == [
            "Climate and environment",
            "Water and energy",
        ]
        for body, alt in ((article.body_en, dam.alt_text_en), (article.body_ru, dam.alt_text_ru)):
            assert f'<figure><img src="{dam.url()}" alt="{alt}" width="64" height="40"></figure>' in body

    def test_seeded_translation_can_be_out_of_date(self):
        article = Article.objects.get(slug="digital-corridors-where-the-fibre-ends")

        assert article.languages == ["en", "ru", "zh-hans"]
        assert article.outdated_languages == ["ru", "zh-hans"]
        assert article.updated_at > article.publish_at

    def test_picture_that_staff_renamed_or_exchanged_is_found_again(self):
        before = Picture.objects.count()
        Picture.objects.filter(title="Dam in a valley").update(title="Our dam")
        Picture.objects.filter(title="River delta").update(digest="0" * 32)
        Article.objects.all().delete()

        seeding = Seeding(slugs=FEW, width=SMALL)
        seeding.run()

        assert (seeding.made["pictures"], seeding.kept["pictures"]) == (0, 4)
        assert Picture.objects.count() == before

    def test_only_a_random_password_is_shown(self):
        given = run(force=True, admin_password="a given password")
        assert authenticate(username="admin", password="a given password")
        get_user_model().objects.all().delete()
        random = run(force=True)

        shown = re.search(r"^Their password is (\S{16})$", random, re.MULTILINE)[1]
        assert authenticate(username="admin", password=shown)
        assert given.splitlines()[-2] == "Accounts made: admin, editor, events, officer."
        assert "password" not in given


@pytest.mark.parametrize("make", [make_article, make_event, make_inquiry, make_staff])
def test_nothing_is_added_to_a_site_in_use(make):
    make()
    before = rows()

    out = run(if_unused=True, force=True)

    assert (out, rows()) == ("", before)


def test_demo_is_refused_on_a_real_site(settings):
    settings.DEBUG = False
    before = rows()

    with pytest.raises(CommandError, match=r"^DEBUG is off, so this looks like a real site"):
        run()

    assert rows() == before


def test_accounts_are_made_for_each_role():
    made = create_accounts("a long demo password")

    users = {user.username: user for user in get_user_model().objects.all()}
    assert made == ["admin", "editor", "events", "officer"]
    assert authenticate(username="admin", password="a long demo password").is_superuser
    assert users["editor"].has_perm("news.publish_article")
    assert not users["editor"].has_perm("contacts.view_inquiry")
    assert users["officer"].has_perm("contacts.view_inquiry")
    assert not users["officer"].has_perm("news.view_article")


def test_no_account_is_made_where_a_superuser_is():
    make_staff()

    assert create_accounts("a long demo password") == []
    assert get_user_model().objects.count() == 1


def test_pdf_index_points_at_its_objects():
    data = make_pdf("Title (draft)", "One line\nA “second” \\ one")

    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", data)[1])
    offsets = [int(offset) for offset in re.findall(rb"^(\d{10}) 00000 n $", data[start:], re.MULTILINE)]
    length, stream = re.search(rb"/Length (\d+) >>\nstream\n(.*)\nendstream", data, re.DOTALL).groups()
    assert data.startswith(b"%PDF-1.4")
    assert data[start:].startswith(b"xref\n0 8\n")
    assert [data[offset:].split()[0] for offset in offsets] == [b"%d" % number for number in range(1, 8)]
    assert int(length) == len(stream)
    assert rb"(Title \(draft\)) Tj" in stream
    assert "(A “second” \\\\ one) Tj".encode("cp1252") in stream


def test_pdf_text_too_long_for_its_page_is_refused():
    with pytest.raises(ValueError, match="“Title” has 60 lines, too many for one page"):
        make_pdf("Title", "line\n" * 60)


def test_attachments_are_whole_documents():
    Seeding(slugs=FEW, width=SMALL).run()

    document = Document.objects.get()

    assert document.kind == "PDF"
    assert document.size == len(document.file.read()) > 1000


def test_seeding_without_room_says_so_and_stores_nothing(small_disk):
    before = rows()
    small_disk.fill()

    with pytest.raises(CommandError, match=r"^The disk is full, so there is no demo content yet\. Make room"):
        run(force=True)

    assert (rows(), small_disk.files()) == (before, [])


def test_seeded_institute_is_told_of_once_and_in_three_languages(client):
    seeding = Seeding(slugs=set(), width=SMALL)

    for _time in range(2):
        InstituteSeeding(seeding).run()

    assert (seeding.made["pages"], seeding.kept["pages"]) == (len(pages()), len(pages())) == (6, 6)
    assert (seeding.made["details"], seeding.kept["details"]) == (1, 1)
    for prefix, words in [("", "Governing Council"), ("/ru", "Совет управляющих"), ("/zh-hans", "理事会")]:
        for page in pages():
            response = client.get(f"{prefix}/{page['slug']}/")
            links = re.findall(r'href="(/[^"]*)"', response.context["page"].body)

            assert response.context["page"].is_translated
            assert [client.get(link).status_code for link in links] == [200] * len(links)
            assert [link for link in links if not link.startswith(f"{prefix}/")] == []
        assert words in client.get(f"{prefix}/governance/").content.decode()


def test_seeded_home_page_is_composed_once_and_not_where_staff_have(client):
    seeding = Seeding(slugs=FEW, width=SMALL)
    seeding.run()

    HomeSeeding(seeding).run()
    seeded = client.get("/").context
    HomePage.objects.update(lead_article=None, second_topic=None)
    HomeSeeding(seeding).run()

    assert (seeding.made["choices"], seeding.kept["choices"]) == (1, 1)
    assert seeded["lead"].slug == "neighbours-compare-their-water-accounts"
    assert [topic.name for topic, _newest in seeded["topics"]] == ["Water and energy"]
    assert HomePage.objects.get().lead_article is None
