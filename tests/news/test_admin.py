from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from carec_site.roles import set_up_roles
from news.models import Article, Author, Byline
from publishing import richtext
from publishing.models import State, Topic
from tests import forms
from tests.factories import make_article, make_author, make_picture, make_staff, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/news/article/add/"
LIST = "/admin/news/article/"


def change(article):
    return reverse("admin:news_article_change", args=[article.pk])


@pytest.fixture
def editor(client):
    editor = make_staff("aziza", first_name="Aziza", last_name="Rahimova")
    client.force_login(editor)
    return editor


@pytest.fixture
def author(client):
    set_up_roles()
    author = make_user("bek", is_staff=True)
    author.groups.add(Group.objects.get(name="Authors"))
    client.force_login(author)
    return author


def test_new_article_is_a_draft_of_its_author(client, editor):
    response = forms.send(client, ADD, title_en="Water talks", body_en="<p>They met.</p>")

    article = Article.objects.get()
    assert forms.messages(response) == ["“Water talks” is saved as a draft."]
    assert response.redirect_chain == [(change(article), 302)]
    assert (article.state, article.slug, article.created_by, article.updated_by) == (
        State.DRAFT,
        "water-talks",
        editor,
        editor,
    )


def test_empty_title_is_refused_and_everything_else_kept(client, editor):
    picture = make_picture()
    typed = {
        "title_en": "",
        "summary_en": "A summary.",
        "body_en": "<p>Text</p>",
        "title_ru": "Вода",
        "topics": "Water, Green energy",
        "lead_picture": str(picture.pk),
        "slug": "my-address",
    }

    response = forms.send(client, ADD, **typed)

    assert forms.errors(response) == ["The English title can't be empty."]
    assert {name: forms.fields(response)[name] for name in typed} == typed
    assert not Article.objects.exists()


def test_second_article_with_an_address_is_refused_at_that_field(client, editor):
    make_article(slug="taken")

    response = forms.send(client, ADD, title_en="Other", slug="taken", body_en="<p>Kept</p>")

    assert forms.errors(response) == [
        "Another item already has this address, perhaps one in the trash. "
        "Choose another, or leave the field empty to have one made from the title."
    ]
    assert forms.fields(response)["body_en"] == "<p>Kept</p>"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DRAFT, ["Save draft", "Submit for review", "Publish now"]),
        (State.IN_REVIEW, ["Save", "Back to draft", "Publish now"]),
        (State.PUBLISHED, ["Save", "Take down"]),
        (State.ARCHIVED, ["Save", "Back to draft", "Publish now"]),
    ],
)
def test_buttons_follow_the_state(client, editor, state, expected):
    response = client.get(change(make_article(state=state)))

    assert forms.buttons(response) == [*expected, "Save and preview", "Move to the trash"]


def test_publishing_without_a_date_means_now(client, editor):
    before = timezone.now()
    article = make_article(state=State.DRAFT, publish_at=None)

    response = forms.send(client, change(article), state="published")

    article.refresh_from_db()
    assert before <= article.publish_at <= timezone.now()
    assert article.is_published
    assert forms.messages(response) == [
        "“Water and energy in the region” is saved and visible to everybody. View on site"
    ]


def test_publishing_with_a_later_date_schedules(client, editor):
    article = make_article(state=State.DRAFT, publish_at=None)

    response = forms.send(
        client, change(article), state="published", publish_at_0="2099-01-02", publish_at_1="09:00:00"
    )

    article.refresh_from_db()
    assert article.is_scheduled
    assert forms.messages(response) == [
        "“Water and energy in the region” is saved and will appear at the time set."
    ]


def test_publishing_without_english_text_is_refused(client, editor):
    article = make_article(state=State.DRAFT, body_en="", body_ru="<p>Текст</p>", title_ru="Вода")

    response = forms.send(client, change(article), state="published")

    article.refresh_from_db()
    assert forms.errors(response) == ["Nothing can be published without an English text."]
    assert article.state == State.DRAFT
    assert forms.buttons(response)[0] == "Save draft"


def test_publishing_without_a_summary_is_possible_and_advised_against(client, editor):
    article = make_article(state=State.DRAFT, summary_en="")

    response = forms.send(client, change(article), state="published")

    assert forms.messages(response)[1] == "It has no summary; lists and shared links are better with one."


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        (
            {
                "unpublish_at_0": "2001-01-01",
                "unpublish_at_1": "00:00:00",
                "publish_at_0": "",
                "publish_at_1": "",
            },
            "This time has passed, so nobody would see it. Choose a later one.",
        ),
        (
            {
                "publish_at_0": "2099-02-01",
                "publish_at_1": "00:00:00",
                "unpublish_at_0": "2099-01-01",
                "unpublish_at_1": "00:00:00",
            },
            "The time to take the item down lies before its publication.",
        ),
    ],
)
def test_impossible_times_are_refused(client, editor, times, sentence):
    article = make_article(state=State.DRAFT)

    response = forms.send(client, change(article), state="published", **times)

    assert forms.errors(response) == [sentence]


def test_taking_down_archives(client, editor):
    article = make_article()

    forms.send(client, change(article), state="archived")

    article.refresh_from_db()
    assert article.state == State.ARCHIVED


def test_renaming_keeps_the_former_address(client, editor):
    article = make_article(slug="before")

    forms.send(client, change(article), slug="after")

    assert client.get(f"/news/{article.year}/before/").url == f"/news/{article.year}/after/"


def test_author_may_submit_but_not_publish(client, author):
    forms.send(client, ADD, title_en="Mine", body_en="<p>Text</p>")
    article = Article.objects.get()

    offered = forms.buttons(client.get(change(article)))
    refused = forms.send(client, change(article), state="published")
    forms.send(client, change(article), state="in_review")

    article.refresh_from_db()
    assert offered == ["Save draft", "Submit for review", "Save and preview", "Move to the trash"]
    assert forms.errors(refused) == ["You may not publish. Please submit it for review instead."]
    assert article.state == State.IN_REVIEW


def test_author_reads_but_does_not_change_what_is_published(client, author):
    article = make_article()

    response = client.get(change(article))

    assert (response.status_code, forms.buttons(response)) == (200, [])


def test_author_whose_draft_was_published_meanwhile_keeps_what_was_typed(client, author):
    article = make_article(state=State.DRAFT)
    typed = forms.fields(client.get(change(article))) | {"summary_en": "Typed for an hour"}
    article.state = State.PUBLISHED
    article.save()

    response = client.post(change(article), typed)

    article.refresh_from_db()
    assert forms.errors(response)[-1] == "This is published by now. Please ask an editor to change it."
    assert forms.fields(response)["summary_en"] == "Typed for an hour"
    assert article.summary_en == "What a workshop found."


def test_author_can_not_trash_what_is_published(client, author):
    article = make_article()

    one = client.post(reverse("admin:news_article_trash", args=[article.pk]))
    many = client.post(
        LIST, {"action": "move_selected_to_trash", "_selected_action": [article.pk]}, follow=True
    )

    article.refresh_from_db()
    assert (one.status_code, article.trashed_at) == (403, None)
    assert forms.messages(many) == ["You may not do this with published items: 1."]


def test_author_chooses_among_the_topics_and_adds_none(client, author):
    Topic.objects.create(name="Green energy")

    refused = forms.send(client, ADD, title_en="A", topics="green ENERGY, Nonsense")
    forms.send(client, ADD, title_en="B", topics="green ENERGY")

    assert forms.errors(refused) == [
        "No such topic yet: Nonsense. Choose from those suggested, or ask an editor to add it."
    ]
    assert [topic.name for topic in Article.objects.get().topics.all()] == ["Green energy"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Green energy", ["Green energy"]),
        ("Water,green  Energy , water", ["Green energy", "Water"]),
        ("Вода，Energy、水", ["Energy", "Вода", "水"]),
        ("", []),
    ],
)
def test_topics_are_separated_by_commas_alone(client, editor, typed, names):
    Topic.objects.create(name="Green energy")

    forms.send(client, ADD, title_en="A", topics=typed)

    assert [topic.name for topic in Article.objects.get().topics.order_by("name")] == names


def test_topic_that_is_too_long_is_refused(client, editor):
    response = forms.send(client, ADD, title_en="A", topics="x" * 101)

    assert forms.errors(response) == ["A topic has up to 100 characters; separate topics by commas."]


def body_with(picture, attributes):
    return f'<p>Text</p><figure><img src="{picture.url()}"{attributes}></figure>'


@pytest.mark.parametrize(
    ("decorative", "attributes", "expected"),
    [
        (False, ' alt="People"', []),
        (False, "", ["Picture 1, “A hall”, needs an alternative text that says what it shows."]),
        (False, ' alt=" "', ["Picture 1, “A hall”, needs an alternative text that says what it shows."]),
        (True, ' alt=""', []),
        (True, "", ["Picture 1, “A hall”, needs an alternative text that says what it shows."]),
    ],
)
def test_pictures_in_a_text_need_their_alternative_text(client, editor, decorative, attributes, expected):
    picture = make_picture(is_decorative=decorative)

    response = forms.send(client, ADD, title_en="A", body_ru=body_with(picture, attributes))

    assert forms.errors(response) == expected
    assert Article.objects.exists() == (not expected)


def test_picture_that_left_the_library_is_refused(client, editor):
    picture = make_picture()
    body = body_with(picture, ' alt="People"')
    picture.delete()

    response = forms.send(client, ADD, title_en="A", body_en=body)

    assert forms.errors(response) == ["Picture 1 is no longer in the picture library."]


def test_body_of_two_megabytes_is_refused_and_kept(client, editor):
    body = "<p>" + "ж" * (2 * 2**20) + "</p>"

    response = forms.send(client, ADD, title_en="A", body_en=body, summary_en="Kept")

    assert forms.errors(response) == [
        f"This text is 2,097,159 characters long; up to {richtext.MAX_LENGTH:,} can be kept. "
        "Please divide it, or attach the long part as a document."
    ]
    assert forms.fields(response)["body_en"] == body
    assert forms.fields(response)["summary_en"] == "Kept"


def test_hostile_html_is_cleaned(client, editor):
    forms.send(
        client,
        ADD,
        title_en="A",
        body_en='<p onclick="x()">Hello</p><script>alert(1)</script><a href="javascript:x()">link</a>',
    )

    assert Article.objects.get().body_en == "<p>Hello</p><a>link</a>"


def test_saving_an_unchanged_form_makes_no_new_english_revision(client, editor):
    article = make_article(body_en="<p>One\ntwo “quoted”&nbsp;&amp; more</p>", summary_en="A\nB")

    forms.send(client, change(article))

    article.refresh_from_db()
    assert (article.english_revision, article.version) == (1, 2)


class TestTwoEditors:
    def test_older_form_is_refused_once_and_then_replaces(self, client, editor):
        article = make_article()
        typed = forms.fields(client.get(change(article))) | {"summary_en": "Mine"}
        article.summary_en = "Theirs"
        article.updated_by = make_user("li", first_name="Li", last_name="Wei")
        article.save()

        first = client.post(change(article), typed)
        kept = Article.objects.get().summary_en
        client.post(change(article), forms.fields(first))

        [sentence] = forms.errors(first)
        assert sentence.startswith("Li Wei changed this on ")
        assert sentence.endswith("saving again replaces that one. Open the other version")
        assert forms.fields(first)["summary_en"] == "Mine"
        assert kept == "Theirs"
        assert Article.objects.get().summary_en == "Mine"

    def test_change_of_rows_alone_counts_as_a_change(self, client, editor):
        article, author = make_article(), make_author()
        typed = forms.fields(client.get(change(article)))

        client.post(
            change(article),
            typed | {"bylines-TOTAL_FORMS": "1", "bylines-0-author": author.pk, "bylines-0-order": "1"},
        )
        second = client.post(change(article), typed)

        assert Byline.objects.count() == 1
        assert forms.errors(second)[0].startswith("Aziza Rahimova changed this on ")

    def test_row_that_was_taken_away_meanwhile_stays_away(self, client, editor):
        article = make_article()
        byline = Byline.objects.create(article=article, author=make_author())
        typed = forms.fields(client.get(change(article))) | {"summary_en": "Mine"}
        byline.delete()

        response = client.post(change(article), typed)

        assert response.status_code == 302
        assert (Article.objects.get().summary_en, Byline.objects.count()) == ("Mine", 0)


class TestTrash:
    def test_article_goes_to_the_trash_and_comes_back(self, client, editor):
        article = make_article()

        moved = client.post(reverse("admin:news_article_trash", args=[article.pk]), follow=True)
        opened = client.get(change(article))
        restored = client.post(reverse("admin:news_article_restore", args=[article.pk]), follow=True)

        article.refresh_from_db()
        assert forms.rows(moved) == []
        assert forms.buttons(opened) == ["Restore"]
        assert forms.messages(restored) == ["“Water and energy in the region” is restored."]
        assert article.is_published

    def test_list_hides_the_trash_until_asked(self, client, editor):
        make_article("Here")
        make_article("Gone").move_to_trash()

        assert forms.rows(client.get(LIST)) == ["Here"]
        assert forms.rows(client.get(LIST, {"trash": "yes"})) == ["Gone"]

    def test_only_the_trash_is_deleted_for_good(self, client, editor):
        article = make_article()
        delete = reverse("admin:news_article_delete", args=[article.pk])

        outside = client.post(delete, {"post": "yes"})
        article.move_to_trash()
        inside = client.post(delete, {"post": "yes"})

        assert (outside.status_code, inside.status_code) == (403, 302)
        assert not Article.objects.exists()

    def test_author_may_not_delete_for_good(self, client, author):
        article = make_article(state=State.DRAFT)
        article.move_to_trash()

        response = client.post(reverse("admin:news_article_delete", args=[article.pk]), {"post": "yes"})

        assert response.status_code == 403

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            (LIST, ["move_selected_to_trash"]),
            (f"{LIST}?trash=yes", ["delete_selected", "restore_selected"]),
        ],
    )
    def test_actions_fit_the_place(self, client, editor, address, expected):
        article = make_article()
        if "trash" in address:
            article.move_to_trash()

        response = client.get(address)

        choices = response.context["action_form"].fields["action"].choices
        assert sorted(name for name, _label in choices if name) == expected

    def test_actions_move_many(self, client, editor):
        articles = [make_article("One"), make_article("Two")]
        chosen = {"_selected_action": [article.pk for article in articles]}

        client.post(LIST, {"action": "move_selected_to_trash", **chosen})
        trashed = Article.objects.in_trash().count()
        client.post(f"{LIST}?trash=yes", {"action": "restore_selected", **chosen})

        assert (trashed, Article.objects.in_trash().count()) == (2, 0)
        assert Article.objects.filter(updated_by=editor).count() == 2


class TestTranslations:
    def outdated(self):
        article = make_article(title_ru="Вода", body_ru="<p>Текст</p>")
        article.body_en = "<p>New</p>"
        article.save()
        return article

    def test_older_translation_is_marked_and_can_be_confirmed(self, client, editor):
        article = self.outdated()

        page = client.get(change(article)).content.decode()
        forms.send(client, change(article), is_current_ru="on")

        article.refresh_from_db()
        assert page.count("The English text changed after this translation was made.") == 1
        assert article.outdated_languages == []

    def test_confirming_while_changing_english_confirms_the_new_text(self, client, editor):
        article = self.outdated()

        forms.send(client, change(article), is_current_ru="on", body_en="<p>Newer</p>")

        article.refresh_from_db()
        assert (article.body_en, article.outdated_languages) == ("<p>Newer</p>", [])

    def test_list_can_be_narrowed_to_what_translators_have_to_do(self, client, editor):
        self.outdated()
        make_article("Only English")
        make_article("Fresh", title_ru="Свежее", body_ru="<p>Текст</p>")

        missing = forms.rows(client.get(LIST, {"translation": "missing-ru"}))
        outdated = forms.rows(client.get(LIST, {"translation": "outdated-ru"}))

        assert (missing, outdated) == (["Only English"], ["Water and energy in the region"])


class TestList:
    @pytest.mark.parametrize("stage", ["draft", "in_review", "scheduled", "published", "archived"])
    def test_state_filter_finds_its_own(self, client, editor, stage):
        make_article("draft", state=State.DRAFT, publish_at=None)
        make_article("in_review", state=State.IN_REVIEW)
        make_article("published")
        make_article("scheduled", publish_at=timezone.now() + timedelta(days=2))
        make_article("archived", state=State.ARCHIVED)

        assert forms.rows(client.get(LIST, {"stage": stage})) == [stage]

    def test_search_reads_titles_summaries_and_authors(self, client, editor):
        found = make_article("Rivers", title_ru="Энергия", summary_en="About dams")
        Byline.objects.create(article=found, author=make_author("Li Wei"))
        Byline.objects.create(article=found, author=make_author("Li Na"))
        make_article("Other")

        for words in ("rivers", "энерг", "dams", "Li"):
            assert forms.rows(client.get(LIST, {"q": words})) == ["Rivers"], words

    def test_topic_filter(self, client, editor):
        make_article("With").topics.add("Water")
        make_article("Without")

        assert forms.rows(client.get(LIST, {"topic": "water"})) == ["With"]

    def test_marks_show_languages_and_age(self, client, editor):
        article = make_article(title_ru="Вода", body_ru="<p>Текст</p>")
        article.body_en = "<p>New</p>"
        article.save()

        page = client.get(LIST).content.decode()

        assert '<abbr class="language-mark" title="English">EN</abbr>' in page
        assert 'title="Russian, made from an older English text">RU</abbr>' in page

    def test_query_count_does_not_grow_with_rows(self, client, editor):
        def fill(number):
            article = make_article(title_ru="Вода", body_ru="<p>Текст</p>", updated_by=editor)
            article.topics.add("Water", f"Topic {number}")

        def count():
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST)
            return len(queries)

        fill(1)
        client.get(LIST)
        one = count()
        for number in range(2, 5):
            fill(number)

        assert count() == one


def test_preview_shows_what_was_saved(client, editor):
    article = make_article(state=State.DRAFT, publish_at=None)
    forms.send(client, change(article), title_en="Saved a moment ago")

    page = client.get(change(article)).content.decode()
    preview = client.get(reverse("news:preview", args=[article.pk]))

    assert f'href="/news/preview/{article.pk}/"' in page
    assert "Saved a moment ago" in preview.content.decode()


def test_author_without_an_address_gets_one_from_the_name(client, editor):
    forms.send(client, "/admin/news/author/add/", name_en="Aziza Rahimova")

    assert Author.objects.get().slug == "aziza-rahimova"
