"""A small site with everything on it that could leak, for the sweeps over all pages."""

from datetime import timedelta

from django.utils import timezone

from contacts.models import Quote
from contacts.states import Permission
from events.models import Event, EventOrganisation, Material, Organisation, Series
from events.models import GalleryPicture as EventPicture
from home.models import HomePage
from news.models import Article, Attachment, Byline, GalleryPicture
from pages.models import Institute, Page, PagePerson
from publishing.models import State, Topic
from tests.factories import (
    country,
    make_article,
    make_author,
    make_document,
    make_event,
    make_inquiry,
    make_organisation,
    make_page,
    make_participation,
    make_person,
    make_picture,
    make_session,
)

SECRET = "Zzsecret"
TWIN = "Published twin"

# How each publishable model is made with the parts that its pages show.
MAKERS = {}


def makes(model):
    def decorate(function):
        MAKERS[model] = function
        return function

    return decorate


def hidden_states():
    """Each way of not being public, as changes to a published item."""
    now = timezone.now()
    return {
        "draft": {"state": State.DRAFT},
        "in review": {"state": State.IN_REVIEW},
        "archived": {"state": State.ARCHIVED},
        "scheduled": {"publish_at": now + timedelta(hours=1)},
        "taken down": {"publish_at": now - timedelta(days=9), "unpublish_at": now - timedelta(hours=1)},
        "in the trash": {"trashed_at": now},
    }


def texts(marker, number):
    """Texts in all three languages, each with the marker, for one item."""
    values = {}
    for code in ("en", "ru", "zh_hans"):
        values |= {
            f"title_{code}": f"{marker} title {code} {number}",
            f"summary_{code}": f"{marker} summary {code} {number}",
            f"body_{code}": f"<h2>{marker} heading</h2><p>{marker} text {code} {number}</p>",
        }
    return values


@makes(Article)
def make_full_article(marker, number, **changes):
    """An article with every part that a page shows, each carrying the marker."""
    colour = f"#{number % 200:02x}{len(marker) % 200:02x}7f"
    picture = make_picture(f"{marker} picture", colour=colour, alt_text_en=f"{marker} alt", size=(400, 250))
    article = make_article(**texts(marker, number), lead_picture=picture, **changes)
    article.topics.add(f"{marker} topic")
    silent = make_person(f"{SECRET} Silent{marker} {number}", native_name=f"{SECRET} native")
    author = make_author(f"{marker} author {number}", person=silent)  # who is at no event
    Byline.objects.create(article=article, author=author)
    article.people.add(silent)
    article.organisations.add(make_organisation(f"{SECRET} in {marker} {number}"))
    GalleryPicture.objects.create(article=article, picture=picture)
    Attachment.objects.create(article=article, document=make_document(f"{marker} document {number}"))
    article.sources.create(title=f"{marker} source", url="https://www.example.org/report")
    return article


@makes(Event)
def make_full_event(marker, number, **changes):
    """An event with every part that a page shows, each carrying the marker, and two unlisted participants.

    Those of odd numbers are to come, the others are over.
    """
    colour = f"#7f{number % 200:02x}{len(marker) % 200:02x}"
    picture = make_picture(f"{marker} event", colour=colour, alt_text_en=f"{marker} alt", size=(400, 250))
    host = make_organisation(f"{marker} host {number}", short_name_en=f"{marker} H", type="think_tank")
    places = {f"{place}_{code}": f"{marker} {place}" for place in ("venue", "city") for code in ("en", "ru")}
    starts_at = timezone.now() + timedelta(days=3 if number % 2 else -40)
    event = make_event(
        **texts(marker, number),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8),
        **places,
        lead_picture=picture,
        mode="hybrid",
        join_url=f"https://meet.example.org/{SECRET}",
        series=Series.objects.create(title_en=f"{marker} series"),
        **changes,
    )
    event.topics.add(f"{marker} topic")
    EventOrganisation.objects.create(event=event, organisation=host)
    EventPicture.objects.create(event=event, picture=picture)
    session = make_session(event, f"{marker} session")
    biography = {"biography_en": f"<p>{marker} life</p>"}
    Material.objects.create(event=event, document=make_document(f"{marker} slides {number}"), session=session)
    recording = f"https://videos.example.org/{marker.replace(' ', '-')}"
    Material.objects.create(event=event, kind="recording", title_en=f"{marker} recording", url=recording)
    make_participation(
        event,
        make_person(f"{marker} Speaker{number}", native_name=f"{marker} native", **biography),
        roles=["opening_speaker", ("speaker", session), "delegate"],
        job_title_en=f"{marker} director",
        organisation=host,
        country=event.country,
    )
    make_unlisted(event, session)
    return event


@makes(Page)
def make_full_page(marker, number, **changes):
    """A page of both menus with every part that a page shows, each carrying the marker."""
    colour = f"#{number % 200:02x}7f{len(marker) % 200:02x}"
    picture = make_picture(f"{marker} view", colour=colour, alt_text_en=f"{marker} alt", size=(400, 250))
    names = {f"short_title_{code}": f"{marker} name {code} {number}" for code in ("en", "ru", "zh_hans")}
    page = make_page(
        **texts(f"{marker} page", number),
        **names,
        menu="main",
        lead_picture=picture,
        tells_periods=True,
        **changes,
    )
    expert = make_person(f"{marker} Expert{number}", native_name=f"{marker} native")
    PagePerson.objects.create(page=page, person=expert, position_en=f"{marker} position")
    return page


def make_unlisted(event, session):
    """Somebody of the event whom no visitor may find, on stage and among the delegates alike."""
    for answer in ("no", "unknown"):
        person = make_person(
            f"{SECRET} {answer.title()}",
            native_name=f"{SECRET} native",
            aliases=[f"{SECRET} alias"],
            emails=[f"{SECRET.lower()}@example.org"],
            biography_en=f"<p>{SECRET}</p>",
        )
        office, _is_new = Organisation.objects.get_or_create(name_en=f"{SECRET} office")
        make_participation(
            event,
            person,
            roles=["keynote", ("moderator", session), "delegate"],
            consent=answer,
            job_title_en=f"{SECRET} job",
            organisation=office,
            country=event.country,
        )


def entangle(hidden, published):
    """Every relation that could carry something hidden onto a public page."""
    articles, events, pages = ({True: [], False: []} for _model in range(3))
    lists = {Article: articles, Event: events, Page: pages}
    for item in [*hidden, *published]:
        lists[type(item)][item in published].append(item)
    [article], [event], [page] = articles[True], events[True], pages[True]
    article.events.set([event, *events[False]])
    unlisted = event.participations.exclude(consent="yes")
    article.people.add(*(each.person for each in unlisted))
    article.organisations.add(*(each.organisation for each in unlisted))
    article.related.set(articles[False])
    for each in articles[False]:
        each.events.set([event])
        each.topics.set(article.topics.names())
    event.previous_edition = events[False][0]
    event.save()
    page.parent = pages[False][0]
    page.slug = "renamed-twin"
    page.save()
    for each in pages[False][1:]:
        each.parent = page
        each.save()
    speaker = event.participations.listed().get().person
    page.people_entries.update(person=speaker)  # who has a page
    article.people.add(speaker)
    article.countries.add(country("CN"))
    for each in events[False]:
        each.series, each.previous_edition = event.series, event
        each.save()
        make_participation(each, speaker, job_title_en=f"{SECRET} post", country=event.country)


def make_quotes():
    """A line that is shown on the home page, and all that are not: without permission, and without a page."""
    cases = [(f"{SECRET} {permission}", permission, "") for permission in Permission]
    for words, permission, pages in [*cases, (f"{TWIN} quote", Permission.GIVEN, "/")]:
        inquiry = make_inquiry(f"{SECRET} sender", kind="commendation", message=f"{SECRET} {words}")
        quote = Quote(inquiry=inquiry, permission=permission, pages=pages)
        quote.asked_text, quote.asked_attribution = words, f"{words} name"
        quote.put_words(quote.asked_text, quote.asked_attribution)
        quote.save()


def tell_details():
    """Of the institute, everything that is known of one."""
    texts = {
        "name_en": f"{TWIN} Institute of Regional Economic Cooperation",
        "address_en": f"1 {TWIN} Road\nUrumqi 000000\nPeople’s Republic of China",
        "opening_hours_en": f"{TWIN} hours",
    }
    Institute.objects.update(
        **texts,
        telephone="+000 00 0000 0000",
        email="info@example.org",
        map_url="https://maps.example.org/",
        wechat="no-such-institute",
        linkedin="https://www.linkedin.com/company/none",
        youtube="https://www.youtube.com/@none",
        telegram="https://t.me/none_such",
    )


def choose_hidden(hidden):
    """On the home page everything that visitors can't see."""
    article, event = (next(each for each in hidden if type(each) is model) for model in (Article, Event))
    HomePage.objects.update(
        lead_article=article,
        event=event,
        first_topic=Topic.objects.get(name_en=f"{SECRET} draft topic"),
        quote=Quote.objects.exclude(permission=Permission.GIVEN).first(),
    )


def build():
    """Of every publishable model one hidden item for each way to be hidden, and one published twin."""
    hidden, published = [], []
    for make in MAKERS.values():
        for number, (state, changes) in enumerate(hidden_states().items()):
            hidden.append(make(f"{SECRET} {state}", number, **changes))
        published.append(make(TWIN, 99))
    entangle(hidden, published)
    make_quotes()
    choose_hidden(hidden)
    tell_details()
    return hidden, published
