"""Articles that name people and organisations, and authors who are people, go along in merges and splits."""

import pytest

from events.records.merging import merge, undo
from events.records.splitting import Share, others_of, split
from events.records.splitting import undo as undo_split
from news.models import Author
from publishing.addresses import get_by_slug_or_404
from tests.events.snapshots import contents
from tests.factories import (
    make_article,
    make_author,
    make_event,
    make_organisation,
    make_participation,
    make_person,
)

pytestmark = pytest.mark.django_db


def test_articles_that_name_either_name_the_one_that_is_kept_once():
    kept, other = make_person("Aigul Saparova"), make_person("Aygul Saparova")
    both, one = make_article("Both"), make_article("One")
    both.people.set([kept, other])
    one.people.set([other])
    before = contents()

    record = merge(kept, other)

    assert [list(each.people.all()) for each in (both, one)] == [[kept], [kept]]
    undo(record)
    assert contents() == before


def test_articles_go_along_with_organisations():
    kept, other = make_organisation("Institute"), make_organisation("The Institute")
    article = make_article()
    article.organisations.set([other])
    before = contents()

    record = merge(kept, other)

    assert list(article.organisations.all()) == [kept]
    undo(record)
    assert contents() == before


def test_author_who_the_other_was_is_the_one_that_is_kept():
    kept, other = make_person("Aigul Saparova"), make_person("Aygul Saparova")
    author = make_author(person=other)
    before = contents()

    record = merge(kept, other)

    author.refresh_from_db()
    assert author.person == kept
    undo(record)
    assert contents() == before


def test_two_authors_of_one_person_become_one_who_is_found_at_both_addresses():
    kept, other = make_person("Aigul Saparova"), make_person("Aygul Saparova")
    first, second = make_author("Aigul Saparova", person=kept), make_author("A. Saparova", person=other)
    both, one = make_article("Both"), make_article("One")
    for author in (first, second):
        both.bylines.create(author=author)
    one.bylines.create(author=second)
    before = contents()

    record = merge(kept, other)

    assert list(Author.objects.all()) == [first]
    assert [[line.author for line in each.bylines.all()] for each in (both, one)] == [[first], [first]]
    assert get_by_slug_or_404(Author.objects, "a-saparova") == first
    undo(record)
    assert contents() == before


def test_what_names_a_shared_record_can_be_given_to_the_new_person():
    person, event = make_person("Aigul Saparova"), make_event()
    author, article = make_author(person=person), make_article("About her")
    article.people.set([person])
    moved = make_participation(event, person)
    before = contents()
    offered = {other.text: other.value for other in others_of(person)}

    name = {"given_name": "Aigul", "family_name": "Saparova"}
    record = split(person, Share(name, {moved.pk}, others={offered["About her"], offered[str(author)]}))

    author.refresh_from_db()
    assert author.person_id == record.new_id
    assert [each.pk for each in article.people.all()] == [record.new_id]
    undo_split(record)
    assert contents() == before
