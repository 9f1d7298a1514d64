import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission as Right
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from contacts import retention
from contacts.admin.quotes import QuoteAdmin
from contacts.mail import queue
from contacts.models import Attachment, Inquiry, Look, Note, Quote
from contacts.states import State
from tests.contacts.test_retention import SENTINEL, files, make_full_inquiry, make_quote, rows_with_sentinel
from tests.contacts.test_retention import folder as folder
from tests.factories import make_inquiry, make_staff
from tests.markup import compact

pytestmark = pytest.mark.django_db

PAGE = "/admin/contacts/look/person/"
ADDRESS = f"{SENTINEL}1@example.org"


@pytest.fixture
def officer(client):
    """The browser of somebody who answers for personal data."""
    user = make_staff("guardian", is_superuser=False)
    rights = ["view_inquiry", "erase_inquiry", "view_look"]
    user.user_permissions.set(Right.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


def step(client, name, **data):
    return client.post(PAGE, {"address": ADDRESS.lower(), "step": name, **data})


def archive_of(response):
    pack = ZipFile(BytesIO(b"".join(response.streaming_content)))
    return {name: pack.read(name) for name in pack.namelist()}


def test_page_needs_the_permission(client):
    user = make_staff("reader", is_superuser=False)
    user.user_permissions.set(
        Right.objects.filter(codename__in=["view_inquiry", "change_inquiry", "delete_inquiry", "view_look"])
    )
    client.force_login(user)

    assert client.get(PAGE).status_code == 403
    assert step(client, "erase", total="0").status_code == 403


@pytest.mark.parametrize("unseen", ["\u200b", " \u200e\ufeff "])
def test_address_in_which_nothing_is_to_be_seen_is_asked_for_again(officer, unseen):
    make_full_inquiry(1)

    page = officer.post(PAGE, {"address": unseen, "step": "find"})

    assert page.context["form"].errors == {"address": ["Enter the person’s email address."]}
    assert page.context["kept"] is None


def test_page_shows_everything_about_an_address(officer):
    mine = make_full_inquiry(1)
    make_quote(mine)
    other = make_full_inquiry(2)
    other.messages.create(direction="in", body="Joined", message_id="<j@x>", sender=ADDRESS)
    queue.put(to=[ADDRESS.upper()], subject="By itself", body="Nothing")

    kept = step(officer, "find").context["kept"]

    assert kept.inquiries == [mine]
    assert [message.body for message in kept.replies] == ["Joined"]
    assert sorted(mail.subject for mail in kept.mails) == sorted(
        [f"Answer [{mine.reference}]", "By itself", f"We have received your message ({mine.reference})"]
    )
    assert kept.counts == {
        "inquiries": 1,
        "messages": 2,
        "files": 1,
        "notes": 1,
        "mails": 3,
        "quotes": 1,
    }


def test_page_names_who_wrote_from_another_address(officer):
    inquiry = make_inquiry(email=ADDRESS)
    inquiry.messages.create(direction="in", body="Ours too", message_id="<o@x>", sender="other@example.org")

    text = compact(step(officer, "find", address=ADDRESS))

    assert "<strong>other@example.org, " in text
    assert "<strong>From the sender, " not in text


def test_page_says_when_nothing_is_kept(officer):
    make_full_inquiry(2)

    text = step(officer, "find").content.decode()

    assert f"Nothing is kept about {ADDRESS.lower()}." in text


def test_export_holds_data_for_programs_and_people_and_the_files(officer):
    inquiry = make_full_inquiry(1)
    make_full_inquiry(2, message="Of another", email="another@example.org")
    attachment = inquiry.messages.get().attachments.get()

    response = step(officer, "export")

    contents = archive_of(response)
    inside = f"files/{inquiry.reference}/{attachment.pk}-{SENTINEL}.pdf"
    assert sorted(contents) == sorted(["data.json", "data.html", inside])
    assert contents[inside] == b"%PDF"
    data = json.loads(contents["data.json"])
    assert [(each["reference"], each["message"]) for each in data["inquiries"]] == [
        (inquiry.reference, inquiry.message)
    ]
    assert data["inquiries"][0]["messages"][0]["files"][0]["file"] == inside
    assert len(data["mails"]) == 2
    html = contents["data.html"].decode()
    assert inquiry.message in html
    assert f'href="{inside}"' in html
    assert "another@example.org" not in html + contents["data.json"].decode()


def test_export_is_made_though_a_file_is_missing(officer, folder):
    make_full_inquiry(1)
    for path in folder.rglob("*.pdf"):
        path.unlink()

    assert sorted(archive_of(step(officer, "export"))) == ["data.html", "data.json"]


def test_erasing_asks_first_and_says_how_many(officer):
    make_full_inquiry(1)

    response = step(officer, "ask")

    assert response.context["total"] == 6
    assert "6 records about" in response.content.decode()
    assert Inquiry.objects.get().erased_at is None


def test_erasing_leaves_no_word_of_the_person(officer, folder):
    mine = make_full_inquiry(1, state=State.OPEN)
    quote = make_quote(mine, pages="/")
    quote.put_words(SENTINEL, SENTINEL)
    quote.asked_text = quote.asked_attribution = SENTINEL
    quote.save()
    QuoteAdmin(Quote, site).log_change(officer.get(PAGE).wsgi_request, quote, [])
    other = make_inquiry(email="other@example.org")
    other.messages.create(direction="in", body=SENTINEL, message_id="<j@x>", sender=ADDRESS)
    queue.put(to=[ADDRESS], subject="By itself", body=SENTINEL)
    total = step(officer, "ask").context["total"]

    response = step(officer, "erase", total=total)

    assert response.status_code == 302
    assert total == 9
    assert rows_with_sentinel() == []
    assert files(folder) == []
    assert (Quote.objects.count(), Note.objects.count(), Email.objects.count()) == (0, 0, 0)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, mine.erased_at is None, other.erased_at) == (State.CLOSED, False, None)
    assert other.email == "other@example.org"
    looks = Look.objects.filter(what="erased").values_list("reference", "user__username")
    assert sorted(looks) == sorted([(mine.reference, "guardian"), (other.reference, "guardian")])


def test_erasing_asks_again_when_something_came_in_meanwhile(officer):
    mine = make_full_inquiry(1)
    total = step(officer, "ask").context["total"]
    Note.objects.create(inquiry=mine, text="New")

    response = step(officer, "erase", total=total)

    assert (response.context["asks"], response.context["total"]) == (True, total + 1)
    assert Inquiry.objects.get().erased_at is None


def test_showing_and_exporting_are_looks(officer):
    mine = make_full_inquiry(1)
    make_full_inquiry(2)

    step(officer, "find")
    archive_of(step(officer, "export"))

    assert list(Look.objects.order_by("pk").values_list("reference", "what")) == [
        (mine.reference, "read"),
        (mine.reference, "exported"),
    ]


def test_opening_an_inquiry_is_a_look_and_its_page_shows_who_looked(officer):
    inquiry, other = make_inquiry(), make_inquiry()
    Look.objects.create(user=make_staff("colleague"), reference=inquiry.reference, what="exported")
    Look.objects.create(user=make_staff("stranger"), reference=other.reference, what="read")
    address = reverse("admin:contacts_inquiry_change", args=[inquiry.pk])

    officer.get(address)
    text = officer.get(address).content.decode()

    assert list(Look.objects.filter(user__username="guardian").values_list("reference", "what")) == [
        (inquiry.reference, "read")
    ]
    assert "colleague" in text
    assert "stranger" not in text


@pytest.mark.parametrize("what", ["file", "question", "mail"])
def test_reading_beside_the_page_of_an_inquiry_is_a_look(client, folder, what):
    inquiry = make_full_inquiry(1, kind="commendation")
    [file] = Attachment.objects.filter(message__inquiry=inquiry)[:1]
    mail = queue.put(to=["dilnoza@example.org"], subject=f"Yours [{inquiry.reference}]", body="You wrote:")
    client.force_login(make_staff("reader"))
    address = {
        "file": reverse("admin:contacts_inquiry_file", args=[file.pk]),
        "question": reverse("admin:contacts_quote_ask", args=[inquiry.pk]),
        "mail": reverse("admin:contacts_mail_change", args=[mail.pk]),
    }[what]

    response = client.get(address)

    assert response.status_code == 200
    assert list(Look.objects.values_list("user__username", "reference", "what")) == [
        ("reader", inquiry.reference, "read")
    ]


def test_looks_are_listed_and_nobody_changes_them(client):
    inquiry = make_inquiry()
    client.force_login(make_staff())
    look = Look.objects.create(reference=inquiry.reference, what="read")
    place = reverse("admin:contacts_look_changelist")

    assert inquiry.reference in client.get(place).content.decode()
    assert client.get(f"{place}add/").status_code == 403
    assert client.post(f"{place}{look.pk}/change/", {"what": "erased"}).status_code == 403
    assert client.post(f"{place}{look.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(place, {"action": "delete_selected", "_selected_action": [look.pk], "post": "yes"})
    assert list(Look.objects.values_list("what", flat=True)) == ["read"]


def test_list_of_looks_costs_the_same_for_many(client, django_assert_max_num_queries):
    client.force_login(make_staff())
    place = reverse("admin:contacts_look_changelist")
    Look.objects.bulk_create(
        Look(user=make_staff(f"reader{number}"), reference=f"CI-2026-{number:06}", what="read")
        for number in range(9)
    )

    client.get(place)  # which prolongs the session

    with django_assert_max_num_queries(9):
        client.get(place)


def test_retention_and_the_page_erase_alike(officer):
    mine = make_full_inquiry(1, received_at=timezone.now() - timedelta(days=2000))
    retention.erase_past_retention()

    assert step(officer, "find").context["kept"].counts == {}
    assert Inquiry.objects.filter(pk=mine.pk).exclude(erased_at=None).exists()
