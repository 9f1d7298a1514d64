"""Roads of change, as staff and commands take them: first what is needed, and after each `yield` something
that visitors see.
"""

from django.db import connection, transaction

from events.models import Event
from events.participants_import.applying import apply
from events.participants_import.undoing import undo as undo_import
from events.records.merging import merge
from events.records.merging import undo as undo_merge
from events.records.splitting import Share, split
from events.records.splitting import undo as undo_split
from home.models import HomePage
from news.models import Article, Author, Byline
from tests.events.participants_import.lists import checked
from tests.factories import make_article, make_event, make_participation, make_person
from tests.full_site import TWIN

PEOPLE = [["Bek Umarov", "bek@example.org", "Institute of Trade", "Uzbekistan", "Expert", "Speaker"]]
ROADS, PAGES = {}, {}  # by name


def seen_on(*pages):
    """The pages on which visitors see it."""

    def register(road):
        ROADS[road.__name__], PAGES[road.__name__] = road, pages
        return road

    return register


def twin(model):
    return model.objects.published().get(title_en__startswith=TWIN)


@seen_on("home", "news:list")
def save():
    article = make_article("Before it is saved")
    yield
    article.title_en = "After it was saved"
    article.save()


@seen_on("home", "news:list")
def update():
    article = make_article("Before the update")
    yield
    Article.objects.filter(pk=article.pk).update(title_en="After the update")


@seen_on("home", "news:list")
def bulk_create():
    article = make_article("Made by itself")
    yield
    article.pk, article.slug, article.title_en = None, "made-in-bulk", "Made in bulk"
    Article.objects.bulk_create([article])


@seen_on("home", "news:list")
def bulk_update():
    article = make_article("Before all were updated")
    yield
    article.title_en = "After all were updated"
    Article.objects.bulk_update([article], ["title_en"])


@seen_on("news:list", "news:author")
def cascade():
    article = make_article("Soon deleted with its byline")
    Byline.objects.create(article=article, author=Author.objects.get(name_en__startswith=TWIN))
    yield
    article.delete()


@seen_on("news:topic")
def topics():
    article = make_article("With another topic")
    yield
    article.topics.add(f"{TWIN} topic")
    yield
    article.topics.remove(f"{TWIN} topic")


@seen_on("events:detail")
def related_events():
    article = make_article("About the event")
    yield
    article.events.add(twin(Event))
    yield
    article.events.clear()


@seen_on("events:detail", "events:people")
def participants_import():
    batch = checked(twin(Event), PEOPLE)
    yield
    apply(batch.pk, None)
    yield
    undo_import(batch.pk, None)


@seen_on("events:people")
def merging():
    kept, other = make_person("Aigul Saparova"), make_person("Aygul Saparova")
    for person in (kept, other):
        make_participation(make_event(f"Forum of {person}"), person)
    yield
    record = merge(kept, other)
    yield
    undo_merge(record)


@seen_on("events:people")
def splitting():
    person = make_person("Wei Wang", native_name="王伟")
    make_participation(make_event("Bank forum"), person)
    theirs = make_participation(make_event("Rail forum"), person)
    name = {"honorific": "Dr.", "given_name": "Weiwei", "family_name": "Wang", "native_name": "汪玮"}
    yield
    record = split(person, Share(name | {"family_name_first": True}, {theirs.pk}))
    yield
    undo_split(record)


@seen_on("home", "news:list")
def trash():
    article = make_article("Soon in the trash")
    yield
    article.move_to_trash()
    yield
    article.take_from_trash()


@seen_on("home")
def choice_of_the_lead_story():
    make_article("The newest by far")
    yield
    HomePage.objects.update(lead_article=Article.objects.published().newest_first().last())
    yield
    HomePage.objects.update(headline_en="Ten years of neighbours")


@seen_on("home", "news:list")
def part_of_a_transaction():
    """What is taken back announces the change, too; it must not be announced for the last time."""
    article = make_article("Before the savepoint")
    rows = Article.objects.filter(pk=article.pk)
    yield
    with transaction.atomic():
        with transaction.atomic(), connection.cursor() as cursor:
            rows.update(title_en="Taken back")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
        rows.update(title_en="After the savepoint")
