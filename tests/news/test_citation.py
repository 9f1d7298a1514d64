from datetime import UTC, datetime

import pytest
from django.utils import translation

from news.citation import Name, citation_of, name_of
from news.models import Article
from tests.factories import make_article, make_author, make_event, make_participation, make_person

pytestmark = pytest.mark.django_db
# In Shanghai it is the first of August.
MOMENT = datetime(2023, 7, 31, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_example(settings):
    settings.SITE_URL = "https://example.org"


def cited(*authors, title="Water and energy", **texts):
    article = make_article(title, slug="water", publish_at=MOMENT, **texts)
    for order, author in enumerate(authors):
        article.bylines.create(author=author, order=order)
    return citation_of(Article.objects.for_page().get(pk=article.pk))


def test_article_that_nobody_signed_is_by_the_institute():
    citation = cited()

    assert citation.apa == (
        "CAREC Institute. (2023, August 1). Water and energy. https://example.org/news/2023/water/"
    )
    assert citation.bibtex == (
        "@misc{carec-2023-water,\n"
        "  author       = {{CAREC Institute}},\n"
        "  title        = {{Water and energy}},\n"
        "  year         = {2023},\n"
        "  month        = aug,\n"
        "  howpublished = {CAREC Institute},\n"
        "  url          = {https://example.org/news/2023/water/},\n"
        "}"
    )


@pytest.mark.parametrize(
    ("names", "apa", "bibtex"),
    [
        (["Saltanat Abenova"], "Abenova, S.", "Abenova, Saltanat"),
        (
            ["Saltanat Abenova", "Jean-Paul Li"],
            "Abenova, S., & Li, J.-P.",
            "Abenova, Saltanat and Li, Jean-Paul",
        ),
        (
            ["A One", "B Two", "C D Three"],
            "One, A., Two, B., & Three, C. D.",
            "One, A and Two, B and Three, C D",
        ),
        (["Navoi"], "Navoi.", "{Navoi}"),
        (["Trade and Transport Team"], "Trade and Transport Team.", "{Trade and Transport Team}"),
    ],
)
def test_authors_in_both_styles(names, apa, bibtex):
    citation = cited(*map(make_author, names))

    assert citation.apa.startswith(f"{apa} (2023, August 1). Water and energy. CAREC Institute. https")
    assert f"  author       = {{{bibtex}}},\n" in citation.bibtex


def test_family_name_of_a_public_person_is_known():
    person = make_person(given_name="Jingjing", family_name="Huang", family_name_first=True)
    author = make_author("Huang Jingjing", person=person)
    unseen = name_of(author)

    make_participation(make_event(), person)

    assert (unseen, name_of(author)) == (Name("Jingjing", "Huang"), Name("Huang", "Jingjing"))


def test_title_ends_as_it_ends():
    assert " Who pays? https" in cited(title="Who pays?").apa


def test_what_means_something_to_bibtex_is_escaped():
    bibtex = cited(title=r"50% of {A_B & }C# cost $1 ~ x^2 \ y").bibtex

    assert (
        r"{{50\% of \textbraceleft{}A\_B \& \textbraceright{}C\# cost \$1 \textasciitilde{} "
        r"x\textasciicircum{}2 \textbackslash{} y}}" in bibtex
    )
    assert bibtex.count("{") == bibtex.count("}")


def test_translation_is_cited_with_its_title_and_latin_names():
    author = make_author("Saltanat Abenova", name_ru="Салтанат Абенова")

    with translation.override("ru"):
        citation = cited(author, title_ru="Вода", body_ru="<p>Вода.</p>")

    assert citation.apa == (
        "Abenova, S. (2023, August 1). Вода. CAREC Institute. https://example.org/ru/news/2023/water/"
    )


def test_draft_has_no_date_yet():
    article = make_article(state="draft", publish_at=None)

    citation = citation_of(article)

    assert citation.apa.startswith("CAREC Institute. (n.d.). Water")
    assert "month" not in citation.bibtex
