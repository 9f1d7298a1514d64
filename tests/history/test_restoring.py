"""The way back: an item is again what a version says, to the byte, but for what is always of today."""

from datetime import timedelta
from itertools import count
from random import Random

import pytest
from django.core.exceptions import ValidationError

from events.choices import Answer
from events.models import Event, EventOrganisation, Material, Participation, ParticipationRole, Session
from history.contents import content_of
from history.kinds import kinds
from history.models import Version
from history.restoring import restore
from news.models import Article, Attachment, Byline, GalleryPicture, Source
from publishing.models import Picture, State, Topic
from tests.factories import (
    country,
    make_article,
    make_author,
    make_document,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
    make_session,
    make_staff,
)

pytestmark = pytest.mark.django_db
VERSIONS = 50
TEXTS = ("<p>Water &amp; energy</p>", "<p>Вода и энергия</p>", "<p>水与能源</p>", "")


def restore_to(version, user=None):
    return restore(kinds()[version.kind], version.object_id, version.content, user)


def stored(kind, key):
    """The content without what is always of today."""
    content = content_of(kinds()[kind], key)
    for name in kinds()[kind].of_today:
        del content["own"][name]
    return content


def told(version):
    own = {
        name: value
        for name, value in version.content["own"].items()
        if name not in kinds()[version.kind].of_today
    }
    return {"own": own, "parts": version.content["parts"]}


def first_or_all(rows, chance):
    """Deletes one row or all."""
    keys = list(rows.values_list("pk", flat=True))
    rows.filter(pk__in=keys if chance.random() < 0.2 else keys[:1]).delete()


def article_changes(article, chance):
    """What staff do with an article."""
    authors = [make_author(f"Author {number}") for number in range(3)]
    pictures = [make_picture(f"Picture {name}", colour=name) for name in ("red", "blue", "green")]
    documents = [make_document(f"Document {number}") for number in range(3)]
    linked = {
        "events": [make_event(f"Event {number}") for number in range(3)],
        "people": [make_person(f"Person{number} Family") for number in range(3)],
        "organisations": [make_organisation(f"Organisation {number}") for number in range(3)],
        "countries": [country(code) for code in ("KZ", "UZ", "CN")],
        "related": [make_article(f"Related {number}") for number in range(3)],
    }
    number = count(1)

    def write():
        name = chance.choice(["title", "summary", "body"]) + chance.choice(["_en", "_ru", "_zh_hans"])
        value = chance.choice(TEXTS) if name.startswith("body") else f"Words {next(number)}"
        item = Article.objects.get(pk=article.pk)
        setattr(item, name, value)
        item.save()

    def illustrate():
        item = Article.objects.get(pk=article.pk)
        item.lead_picture = chance.choice([None, *pictures])
        item.save()

    def entitle():
        article.topics.set(chance.sample(["Water", "Energy", "Trade", "Ports"], chance.randint(0, 4)))

    def link():
        name, items = chance.choice(sorted(linked.items()))
        getattr(article, name).set(chance.sample(items, chance.randint(0, 3)))

    def add_row():
        order = chance.randint(0, 9)
        chance.choice(
            [
                lambda: Byline.objects.update_or_create(
                    article=article, author=chance.choice(authors), defaults={"order": order}
                ),
                lambda: GalleryPicture.objects.update_or_create(
                    article=article, picture=chance.choice(pictures), defaults={"order": order}
                ),
                lambda: Attachment.objects.update_or_create(
                    article=article, document=chance.choice(documents), defaults={"order": order}
                ),
                lambda: Source.objects.create(article=article, title=f"Source {next(number)}", order=order),
            ]
        )()

    def remove_rows():
        rows = chance.choice([Byline, GalleryPicture, Attachment, Source])
        first_or_all(rows.objects.filter(article=article), chance)

    return [write, write, illustrate, entitle, link, add_row, add_row, remove_rows]


def event_changes(event, chance):
    people = [make_participation(event, make_person(f"Speaker{number} Family")) for number in range(3)]
    hosts = [make_organisation(f"Host {number}") for number in range(3)]
    number = count(1)

    def write():
        item = Event.objects.get(pk=event.pk)
        setattr(item, chance.choice(["title_ru", "city_en", "venue_zh_hans"]), f"Words {next(number)}")
        item.save()

    def add_session():
        session = make_session(event, f"Session {next(number)}")
        ParticipationRole.objects.create(
            participation=chance.choice(people), role="speaker", session=session, topic_en=session.title_en
        )
        Material.objects.create(event=event, session=session, document=make_document("Slides"))

    def move_session():
        sessions = list(Session.objects.filter(event=event).order_by("pk"))
        for session in chance.sample(sessions, min(2, len(sessions))):
            session.starts_at += timedelta(minutes=5)
            session.ends_at += timedelta(minutes=10)
            session.save()

    def remove_session():
        first_or_all(Session.objects.filter(event=event), chance)

    def set_hosts():
        EventOrganisation.objects.filter(event=event).delete()
        for order, host in enumerate(chance.sample(hosts, chance.randint(0, 3))):
            EventOrganisation.objects.create(event=event, organisation=host, order=order)

    def entitle():
        event.topics.set(chance.sample(["Water", "Energy", "Trade"], chance.randint(0, 3)))

    return [write, add_session, add_session, move_session, remove_session, set_hosts, entitle]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    ("make", "changes"),
    [(make_article, article_changes), (make_event, event_changes)],
    ids=["article", "event"],
)
def test_any_version_comes_back_to_the_byte(make, changes, seed, commit):
    chance = Random(seed)
    item = make()
    possible = changes(item, chance)
    commit()
    while Version.objects.of(item).count() < VERSIONS:
        chance.choice(possible)()
        commit()
    versions = list(Version.objects.of(item))
    chance.shuffle(versions)
    for version in versions:
        outcome = restore_to(version)
        commit()

        assert outcome.left_out == []
        assert stored(version.kind, item.pk) == told(version)
    assert len(versions) == VERSIONS


def test_speakers_come_back_with_their_session(commit):
    event = make_event()
    session = make_session(event, "Water")
    speaker = make_participation(event, roles=[("speaker", session)])
    commit()
    before = stored("participation", speaker.pk)
    session.delete()
    commit()
    assert stored("participation", speaker.pk) != before

    restore_to(Version.objects.of(event).last())

    assert stored("participation", speaker.pk) == before


def test_restore_leaves_what_is_of_today_and_counts_the_version_on(commit):
    editor = make_staff()
    article = make_article(slug="water", state=State.DRAFT, publish_at=None)
    commit()
    article.title_en, article.slug, article.state = "Trade", "trade", State.PUBLISHED
    article.full_clean()
    article.save()
    commit()
    before = Article.objects.get(pk=article.pk)

    restore_to(Version.objects.of(article).last(), editor)

    after = Article.objects.get(pk=article.pk)
    assert (after.title_en, after.title) == ("Water and energy in the region",) * 2
    assert (after.slug, after.state, after.publish_at) == ("trade", State.PUBLISHED, before.publish_at)
    assert (after.version, after.updated_by) == (before.version + 1, editor)


def test_picture_that_was_deleted_is_left_out_and_said(commit):
    picture = make_picture()
    article = make_article(lead_picture=picture)
    GalleryPicture.objects.create(article=article, picture=picture)
    commit()
    article.gallery.clear()
    article.lead_picture = None
    article.title_en = "Without a picture"
    article.save()
    commit()
    Picture.objects.get(pk=picture.pk).delete()

    outcome = restore_to(Version.objects.of(article).last())

    after = Article.objects.get(pk=article.pk)
    assert (after.title_en, after.lead_picture) == ("Water and energy in the region", None)
    assert after.gallery.count() == 0
    assert len(outcome.left_out) == 2


def test_topic_that_was_deleted_is_left_out_and_said(commit):
    article = make_article()
    article.topics.add("Water", "Energy")
    commit()
    Topic.objects.get(name_en="Water").delete()
    commit()

    outcome = restore_to(Version.objects.of(article)[1])

    assert [topic.name_en for topic in article.topics.all()] == ["Energy"]
    assert len(outcome.left_out) == 1


def test_consent_that_was_withdrawn_stays_withdrawn(commit):
    participation = make_participation(make_event(), consent=Answer.YES, job_title_en="Researcher")
    commit()
    participation.consent, participation.job_title_en = Answer.NO, "Director"
    participation.save()
    commit()

    restore_to(Version.objects.of(participation).last())

    after = Participation.objects.get(pk=participation.pk)
    assert (after.job_title_en, after.consent) == ("Researcher", Answer.NO)


def test_participant_who_was_removed_comes_back_with_roles_but_without_consent(commit):
    participation = make_participation(make_event(), roles=["speaker"])
    commit()
    key = participation.pk
    participation.delete()
    commit()

    restore_to(Version.objects.filter(kind="participation", object_id=key).exclude(content=None).get())

    after = Participation.objects.get(pk=key)
    assert [role.role for role in after.roles.all()] == ["speaker"]
    assert after.consent == Participation._meta.get_field("consent").default


def test_names_are_found_under_the_restored_name(commit):
    person = make_person("Aigul Saparova")
    commit()
    key = type(person).objects.get(pk=person.pk).names_key
    person.family_name = "Karimova"
    person.save()
    commit()
    assert type(person).objects.get(pk=person.pk).names_key != key

    restore_to(Version.objects.of(person).last())

    assert type(person).objects.get(pk=person.pk).names_key == key


def test_version_that_another_item_stands_in_the_way_of_is_refused_with_a_sentence(commit):
    first = make_organisation("Institute of Trade", ror="05gzceg21")
    commit()
    first.ror = ""
    first.save()
    make_organisation("Another institute", ror="05gzceg21")
    commit()

    with pytest.raises(ValidationError) as caught:
        restore_to(Version.objects.of(first).last())

    assert "ROR" in caught.value.messages[0]
    assert type(first).objects.get(pk=first.pk).ror == ""
