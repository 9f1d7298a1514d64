"""What the site can't take in at once is refused in its own words."""

import pytest

from tests.factories import make_staff
from tests.forms import ADD
from tests.markup import tree_of


@pytest.mark.django_db
def test_form_of_staff_that_is_too_large_is_explained(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client.force_login(make_staff())

    answer = client.post(ADD, {"title_en": "x" * 2000})

    tree = tree_of(answer)
    words = ["".join(node.itertext()).strip() for node in tree.iter("p")]
    assert (answer.status_code, tree.find(".//h1").text) == (400, "This could not be accepted")
    assert words[1:3] == [
        "Nothing was saved. What your browser sent is larger than the site accepts.",
        "Use your browser’s Back button to return to what you typed. Shorten it, or attach the long part "
        "as a document, and send it again.",
    ]


def test_wrong_host_is_refused_in_a_line(client, settings):
    settings.ALLOWED_HOSTS = ["www.example.org"]

    answer = client.get("/livez", headers={"host": "evil.example"})

    assert (answer.status_code, tree_of(answer).find(".//h1").text) == (400, "Bad Request (400)")
