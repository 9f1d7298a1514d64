from datetime import timedelta

import pytest
import time_machine
from django.db import NotSupportedError, connection, transaction
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import Article
from publishing.statements.parameters import CLOCK, Parameter
from publishing.statements.plans import MAX_PLANS
from publishing.statements.prepared import prepared
from tests.factories import make_article

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def plans():
    """How often each plan of this connection has been used, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, custom_plans + generic_plans FROM pg_prepared_statements")
        return dict(cursor.fetchall())


@pytest.fixture
def uses():
    """A function: how often each of the plans that a test has made was used, oldest first."""
    before = plans()
    return lambda: [number for name, number in sorted(plans().items(), key=age) if name not in before]


def age(plan):
    return int(plan[0].removeprefix("plan_"))


def titles(articles):
    return [article.title_en for article in articles]


def test_statement_is_planned_once_for_all_values(uses):
    for title in ("One", "Two"):
        make_article(title)
    find = prepared(lambda: Article.objects.filter(slug=Parameter("slug")))

    found = [titles(find(slug=slug)) for slug in ("one", "two", "three", "o'ne", "%s", "$1", "one")]

    assert found == [["One"], ["Two"], [], [], [], [], ["One"]]
    assert uses() == [7]


def test_statement_without_parameters_keeps_its_percent_signs(uses):
    make_article("One")
    find = prepared(
        lambda: Article.objects.annotate(sign=Value("100 %, '$1'")).filter(title_en__contains="n")
    )

    assert [article.sign for _ in range(2) for article in find()] == ["100 %, '$1'"] * 2
    assert uses() == [2]


def test_clock_is_given_with_each_use(uses):
    now = timezone.now()
    make_article("Soon", publish_at=now + timedelta(minutes=1))
    published = prepared(lambda: Article.objects.filter(publish_at__lte=CLOCK))

    found = []
    for minutes in (0, 2, 0):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            found.append(titles(published()))

    assert found == [[], ["Soon"], []]
    assert uses() == [3]


def test_connection_keeps_the_plans_used_last(uses):
    make_article("One")
    first_of = prepared(lambda number: Article.objects.filter(slug=Parameter("slug"))[:number])

    for number in range(1, MAX_PLANS + 6):
        assert titles(first_of(number, slug="one")) == ["One"]
        first_of(1, slug="one")  # is used again each time, so never the oldest

    assert uses() == [MAX_PLANS + 6, *[1] * (MAX_PLANS - 1)]


def test_failed_statement_can_be_sent_again(uses):
    make_article("One")
    find = prepared(lambda: Article.objects.filter(pk=Parameter("pk")))

    with pytest.raises(Exception, match="out of range"), transaction.atomic():
        find(pk=10**30)

    assert find(pk=Article.objects.get().pk) == [Article.objects.get()]
    assert find(pk=0) == []
    assert uses()[-1] == 2


@committed
def test_new_connection_plans_anew():
    make_article("One")
    find = prepared(lambda: Article.objects.filter(slug=Parameter("slug")))
    find(slug="one")

    connection.close()

    assert titles(find(slug="one")) == ["One"]
    assert list(plans().values()) == [1]


def test_logged_statement_is_sent_as_it_is_written(uses):
    find = prepared(lambda: Article.objects.filter(slug=Parameter("slug")))

    with CaptureQueriesContext(connection) as queries:
        find(slug="one")

    assert queries[-1]["sql"].startswith("SELECT ")
    assert uses() == []


@committed
class TestChangedColumn:
    """A migration changes the type of a column while the site answers."""

    @pytest.fixture(autouse=True)
    def changed(self):
        make_article("One")
        self.find = prepared(lambda: Article.objects.filter(slug=Parameter("slug")))
        self.find(slug="one")
        alter("varchar(300)")
        yield
        alter("varchar(200)")

    def test_statement_is_planned_again(self):
        assert [titles(self.find(slug="one")) for _ in range(2)] == [["One"], ["One"]]

    def test_transaction_fails_once(self):
        with pytest.raises(NotSupportedError), transaction.atomic():
            self.find(slug="one")

        assert titles(self.find(slug="one")) == ["One"]


def alter(kind):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE news_article ALTER title_en TYPE {kind}")
