from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from carec_site.demo.accounts import create_accounts
from carec_site.demo.events import EventSeeding, first_day
from carec_site.demo.seeding import Seeding
from events.models import Country, Event, Organisation, Participation, Person
from news.models import Article

SMALL = 64
BEIJING, HUZHOU = "knowledge-symposium-beijing", "knowledge-visit-huzhou"
REPORT, WATER = "from-beijing-to-huzhou", "neighbours-compare-their-water-accounts"

pytestmark = pytest.mark.django_db


def seed(slugs=None, articles=frozenset()):
    seeding = Seeding(slugs=articles, width=SMALL)
    seeding.run()
    EventSeeding(seeding, slugs=slugs).run()
    return seeding


def rows():
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


def named(event):
    """Name, role and session of those whom the programme names."""
    return [
        (entry.participation.person.name, entry.role, entry.session.title_en)
        for participation in event.participations.all()
        for entry in participation.roles.exclude(session=None)
    ]


class TestEvents:
    """All events for all of these, with the accounts of the demo and two articles."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def first(cls, django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            create_accounts("a long demo password")
            yield seed(articles={REPORT, WATER})
            transaction.set_rollback(True)

    def test_all_events_are_seeded_once(self, first):
        before = rows()

        second = seed(articles={REPORT, WATER})

        assert first.made["events"] == Event.objects.count() >= 25
        assert first.made["people"] == Person.objects.count() >= 300
        assert first.made["participants"] == Participation.objects.count()
        assert dict(second.made) == {}
        assert rows() == before
        now = Event.objects.published().upcoming()
        assert now.count() >= 7
        assert now.filter(starts_at__lte=timezone.now()).count() >= 2
        assert Event.objects.published().past().count() >= 20
        assert max(event.participations.count() for event in Event.objects.all()) >= 180

    def test_beijing_symposium_is_told_as_it_was(self):
        event = Event.objects.get(slug=BEIJING)

        assert event.title_en == "China and Central Asia Development Knowledge Symposium"
        assert event.first_day == event.last_day == date(2023, 7, 27)
        assert (event.kind.slug, event.city_en, event.country.code, event.mode) == (
            "symposium",
            "Beijing",
            "CN",
            "hybrid",
        )
        assert event.time_zone == "Asia/Shanghai"
        assert [(part.organisation.short_name, part.part) for part in event.parts.all()] == [
            ("CIKD", "host"),
            ("CAREC Institute", "partner"),
        ]
        assert named(event) == [
            ("Kabir Jurazoda", "opening_speaker", "Opening"),
            ("Huang Jingjing", "speaker", "Discussion session"),
        ]

    def test_beijing_speakers_keep_their_posts_of_that_day(self):
        symposium = Participation.objects.filter(event__slug=BEIJING)
        director = symposium.get(person__family_name="Jurazoda")
        deputy = symposium.get(person__family_name="Huang")

        assert director.person.full_name == "Mr. Kabir Jurazoda"
        assert (director.job_title_en, director.organisation_name_en) == ("Director", "CAREC Institute")
        assert director.mode == "online"
        assert deputy.person.full_name == "Dr. Huang Jingjing"
        assert deputy.job_title_en == "Deputy Director One"
        assert {director.person.native_name, deputy.person.native_name} == {""}

    def test_huzhou_visit_is_the_next_event_of_the_series(self):
        symposium, visit = Event.objects.get(slug=BEIJING), Event.objects.get(slug=HUZHOU)

        assert (visit.first_day, visit.last_day) == (date(2023, 7, 28), date(2023, 7, 29))
        assert visit.all_day
        assert visit.starts_at == datetime(2023, 7, 27, 16, tzinfo=UTC)
        assert visit.kind.slug == "visit"
        assert Event.objects.edition_before(visit) == symposium
        assert Event.objects.edition_after(symposium) == visit
        travelled = {participation.country.code for participation in visit.participations.all()}
        assert travelled == {"KZ", "KG", "TJ", "TM", "UZ"}
        people = {
            event: set(event.participations.values_list("person", flat=True)) for event in (symposium, visit)
        }
        assert people[visit] < people[symposium]

    def test_symposium_and_visit_lead_to_the_report_about_both(self):
        report = Article.objects.get(slug=REPORT)

        assert timezone.localtime(report.publish_at).date() == date(2023, 7, 31)
        assert report.languages == ["en", "ru", "zh-hans"]
        assert [event.slug for event in report.events.order_by("starts_at")] == [BEIJING, HUZHOU]

    def test_speaker_has_another_post_at_a_later_event(self):
        events = ["think-tanks-first-meeting", "think-tanks-common-shelf"]

        posts = Participation.objects.filter(person__family_name="Sadyrova", event__slug__in=events)
        posts = posts.order_by("event__starts_at")

        assert [(post.job_title_en, post.organisation_name_en) for post in posts] == [
            ("Head of Division", "Ministry of Economy"),
            ("Director of Research", "Great Steppe Centre for Economic Research"),
        ]

    def test_event_has_all_its_parts(self):
        event = Event.objects.get(slug="water-accounts-workshop")
        sessions = list(event.sessions.all())

        assert [str(picture) for picture in event.gallery_pictures] == [
            "River delta",
            "Lake below glaciers",
            "Dam in a valley",
        ]
        assert event.languages == ["en", "ru", "zh-hans"]
        assert (event.city_en, event.city_ru, event.city_zh_hans) == ("Almaty", "Алматы", "阿拉木图")
        assert {session.local_start.date() for session in sessions} == {
            event.first_day,
            event.sessions.filter(title_en="Every difference has an address").get().local_start.date(),
            event.last_day,
        }
        assert [(material.kind, material.session.title_en) for material in event.materials.all()] == [
            ("slides", "What a water account is, and what it is not"),
            ("recording", "Where water meets power: the nine hard lines"),
        ]
        assert list(Article.objects.get(slug=WATER).events.all()) == [event]
        assert event.officer.username == event.created_by.username == "events"
        assert event.created_at == event.updated_at == event.publish_at < event.starts_at

    def test_seeded_document_is_attached(self):
        material = Event.objects.get(slug="think-tanks-common-shelf").materials.get()

        assert material.label == "Six lines for every dataset: the form"
        assert material.document.kind == "PDF"

    def test_event_not_yet_announced_is_scheduled(self):
        event = Event.objects.get(slug="glacier-budget-briefing")

        assert event.is_scheduled
        assert event not in Event.objects.published()


def test_record_that_is_there_already_is_used_as_it_is():
    mine = Person.objects.create(given_name="Aigerim", family_name="Sadyrova", native_name="Айгерим")
    ours = Organisation.objects.create(
        name_en="Great Steppe Centre for Economic Research", country=Country.objects.get(code="KZ")
    )

    seed({"think-tanks-common-shelf"})

    participation = Participation.objects.get(person=mine)
    mine.refresh_from_db()
    assert participation.organisation == ours
    assert mine.native_name == "Айгерим"


def test_first_day_moves_to_its_weekday_within_the_week():
    sunday = date(2026, 11, 29)

    assert first_day({"days_ago": 7, "weekday": 2}, sunday) == date(2026, 11, 17)
    assert first_day({"days_ago": -1, "weekday": 5}, sunday) == date(2026, 12, 4)
    assert first_day({"days_ago": 1}, sunday) == date(2026, 11, 28)
    assert first_day({"start": date(2023, 7, 27)}, sunday) == date(2023, 7, 27)
