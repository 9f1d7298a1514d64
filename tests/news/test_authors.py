import pytest

from news.models import Byline
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db


def test_renamed_author_is_found_at_the_former_address(client):
    author = make_author("Li Wei")
    Byline.objects.create(article=make_article(), author=author)
    author.slug = "professor-li-wei"
    author.save()

    response = client.get("/news/authors/li-wei/")

    assert (response.status_code, response.headers["Location"]) == (301, "/news/authors/professor-li-wei/")


def test_author_of_a_former_name_keeps_the_address_from_the_next():
    first = make_author("Li Wei")
    first.slug = "li-wei-senior"
    first.save()

    assert make_author("Li Wei").slug == "li-wei-2"
