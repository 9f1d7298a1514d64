import pytest
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from news.models import Article
from publishing.addresses import get_by_slug_or_404, path_to, paths_to
from publishing.models import FormerSlug, State
from tests.concurrency import at_once
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("home", []),
        ("news:detail", [2023, "water-70407"]),
        ("events:month", [2026, 7]),
        ("events:ics", ["70407-forum"]),
        ("events:country", ["kz"]),
        ("contacts:thanks", ["CI-2026:a b-ж"]),
    ],
)
def test_path_is_the_one_that_django_gives(language, name, args):
    with translation.override(language):
        assert path_to(name, *args) == reverse(name, args=args)


@pytest.mark.parametrize(("name", "args"), [("nothing", []), ("home", ["x"]), ("events:detail", [])])
def test_path_of_no_page_is_an_error(name, args):
    with pytest.raises(NoReverseMatch):
        path_to(name, *args)


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("Water", ["water", "water-2", "water-3"]),
        ("!!!", ["article", "article-2", "article-3"]),
        ("a" * 200, ["a" * 120, "a" * 118 + "-2", "a" * 118 + "-3"]),
    ],
)
def test_same_title_gets_a_number(title, slugs):
    made = [make_article(title) for _ in slugs]

    assert [article.slug for article in made] == slugs


def test_number_skips_the_slugs_of_drafts_and_of_the_trash():
    make_article("Water", state=State.DRAFT)
    make_article("Water", trashed_at="2026-01-01T00:00Z")

    assert make_article("Water").slug == "water-3"


def test_number_skips_former_slugs_of_others():
    article = make_article("Water")
    article.slug = "soil"
    article.save()

    assert make_article("Water").slug == "water-2"


def test_slug_of_another_item_that_only_starts_alike_is_no_obstacle():
    make_article("Water and energy")

    assert make_article("Water").slug == "water"


def test_emptied_slug_may_be_the_former_one_again():
    article = make_article("Water")
    article.slug = "soil"
    article.save()

    article.slug = ""
    article.save()

    assert article.slug == "water"


def test_authors_of_one_name_get_different_slugs():
    slugs = [make_author("Li Wei").slug for _ in range(3)] + [make_author("!").slug]

    assert slugs == ["li-wei", "li-wei-2", "li-wei-3", "author"]


def test_author_with_a_long_name_fits():
    names = [make_author("水" * 120).slug for _ in range(2)]

    assert [len(slug) <= 120 for slug in names] == [True, True]
    assert names[0] != names[1]


def rename(article, *slugs):
    for slug in slugs:
        article.slug = slug
        article.save()


def found(slug):
    """The title at the slug, as a visitor finds it; None for nothing."""
    try:
        return get_by_slug_or_404(Article.objects.published(), slug).title_en
    except Http404:
        return None


def test_every_former_slug_leads_to_the_item():
    article = make_article("Water", slug="a")

    rename(article, "b", "c")

    assert [found(slug) for slug in ("a", "b", "c", "d")] == ["Water", "Water", "Water", None]
    assert set(FormerSlug.objects.values_list("slug", "object_id")) == {("a", article.pk), ("b", article.pk)}


def test_renaming_back_leaves_no_entry_for_the_present_slug():
    article = make_article("Water", slug="a")

    rename(article, "b", "a")

    assert [found(slug) for slug in ("a", "b")] == ["Water", "Water"]
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["b"]


def test_saving_without_a_rename_keeps_no_entry():
    article = make_article()

    article.save()

    assert FormerSlug.objects.count() == 0


def test_slug_taken_over_by_a_published_item_is_that_item_s():
    rename(make_article("Old", slug="a"), "b")

    make_article("New", slug="a")

    assert [found(slug) for slug in ("a", "b")] == ["New", "Old"]


def test_slug_given_up_again_leads_to_the_item_seen_there_last():
    rename(make_article("Old", slug="a"), "b")
    newer = make_article("New", slug="a")

    rename(newer, "c")

    assert [found(slug) for slug in ("a", "b", "c")] == ["New", "Old", "New"]


def test_draft_at_a_former_slug_hides_nothing():
    rename(make_article("Old", slug="a"), "b")

    make_article("Draft", slug="a", state=State.DRAFT)

    assert found("a") == "Old"


def test_draft_renamed_to_a_former_slug_hides_nothing():
    rename(make_article("Old", slug="a"), "b")

    rename(make_article("Draft", slug="x", state=State.DRAFT), "a")

    assert found("a") == "Old"


def test_draft_renamed_away_from_a_former_slug_takes_no_reader_along():
    rename(make_article("Old", slug="a"), "b")

    rename(make_article("Draft", slug="a", state=State.DRAFT), "x")

    assert found("a") == "Old"


@pytest.mark.parametrize(
    "changes",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.ARCHIVED},
        {"publish_at": "2999-01-01T00:00Z"},
        {"trashed_at": "2026-01-01T00:00Z"},
    ],
)
def test_former_slug_of_a_hidden_item_leads_nowhere(changes):
    hidden = make_article("Hidden", slug="a", **changes)
    hidden.refresh_from_db()

    rename(hidden, "b")

    assert [found(slug) for slug in ("a", "b")] == [None, None]


def test_item_renamed_while_taken_back_keeps_its_readers():
    article = make_article("Water", slug="a")
    article.state = State.DRAFT
    article.save()
    rename(article, "b")

    article.state = State.PUBLISHED
    article.save()

    assert found("a") == "Water"


def test_slug_that_nobody_had_is_not_found():
    make_article(slug="a")

    assert [found("A"), found("aa"), found("")] == [None, None, None]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_articles_of_one_title_saved_at_once_get_different_slugs():
    at_once(6, lambda: make_article("Water"))

    slugs = set(Article.objects.values_list("slug", flat=True))
    assert slugs == {"water", *(f"water-{number}" for number in range(2, 7))}


def test_paths_of_a_kind_of_page_are_in_the_current_language():
    with translation.override("ru"):
        person, month = paths_to("events:person"), paths_to("events:ics")

    assert (person("li-wei"), month("forum")) == ("/ru/people/li-wei/", "/ru/events/forum/event.ics")
