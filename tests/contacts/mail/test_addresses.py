"""Addresses at domains with letters beyond a to z: each has two spellings, and is one address."""

import pytest
from django.core import mail as django_mail
from hypothesis import given
from hypothesis import strategies as st

from contacts import email_addresses, personal_data
from contacts.inquiries.intake import RECEIPTS_A_DAY, take_on
from contacts.mail import queue
from contacts.models import Inquiry, Mail, Message
from tests.contacts.desk import answer_of, make_reply, words
from tests.contacts.posting import TYPED, honest, post
from tests.contacts.replies import heard, make_mail, read
from tests.factories import make_inquiry, make_staff
from tests.forms import fields
from tests.going_back import go_back, go_forward
from tests.markup import tree_of

ASCII = "aziz@xn--80a1acny.xn--p1ai"
SPELLINGS = ["aziz@почта.рф", "Aziz@ПОЧТА.РФ", "AZIZ@XN--80A1ACNY.xn--p1ai", "aziz@почта。рф", ASCII]


@pytest.mark.parametrize(
    ("address", "spelled"),
    [
        ("Ann@Example.ORG", "Ann@example.org"),
        ("ann@straße.de", "ann@xn--strae-oqa.de"),  # another domain than strasse.de
        ("ann@خانه\u200cها.ایران", "ann@xn--mgbat1hfa2927b.xn--mgba3a4f16a"),
        ("ann@例子.中国", "ann@xn--fsqu00a.xn--fiqs8s"),
        ("ann", "ann"),
        ("@", "@"),
        ("ann@ex ample.рф", "ann@ex ample.рф"),
        ("ann@-.рф", "ann@-.рф"),
        ("ann@" + "я" * 400, "ann@" + "я" * 400),
    ],
)
def test_canonical_spelling_of_an_address(address, spelled):
    assert email_addresses.canonical(address) == spelled


@pytest.mark.parametrize("address", SPELLINGS)
def test_spellings_are_one_address(address):
    assert email_addresses.canonical(address).lower() == ASCII
    assert email_addresses.is_same(address, SPELLINGS[0])
    assert email_addresses.is_address(address)


def test_address_is_shown_in_the_letters_of_its_language():
    assert email_addresses.readable(ASCII) == "aziz@почта.рф"
    assert email_addresses.readable("ann@example.org") == "ann@example.org"
    assert email_addresses.readable("ann@xn--broken-.org") == "ann@xn--broken-.org"
    assert email_addresses.readable("") == ""


@given(st.text())
def test_any_text_has_one_spelling(text):
    spelled = email_addresses.canonical(text)

    assert email_addresses.canonical(spelled) == spelled
    email_addresses.readable(text)
    email_addresses.is_address(text)


@pytest.mark.django_db
def test_inquiries_of_one_sender_are_found_by_every_spelling(client):
    for number, address in enumerate(SPELLINGS):
        post(client, data={**TYPED, "email": address, "message": f"Message {number}"})

    assert [Inquiry.objects.by_sender(address).count() for address in SPELLINGS] == [5] * 5
    assert Mail.objects.filter(headers__contains={"Auto-Submitted": "auto-replied"}).count() == RECEIPTS_A_DAY


@pytest.mark.django_db
def test_receipt_leaves_for_the_domain_that_was_meant(client, mailoutbox):
    post(client, data={**TYPED, "email": "ann@straße.de"})
    queue.deliver_all()

    assert "To: ann@xn--strae-oqa.de" in str(django_mail.outbox[0].message())


@pytest.mark.django_db
@pytest.mark.parametrize("asked_for", [*SPELLINGS, "\u200baziz＠почта.рф "])
def test_data_of_one_person_are_found_by_every_spelling(client, asked_for):
    post(client, data={**TYPED, "email": SPELLINGS[0]})
    make_inquiry().messages.create(direction="in", body="Hello", message_id="<a@b>", sender=ASCII)
    queue.put(to=["aziz@почта.рф"], subject="By itself", body="Hello")

    kept = personal_data.kept_about(asked_for)
    personal_data.erase(kept, make_staff("officer"))

    assert kept.counts == {"inquiries": 1, "messages": 1, "mails": 2}
    assert personal_data.kept_about(asked_for).counts == {}


@pytest.mark.django_db
def test_no_address_is_nobodys():
    make_inquiry().messages.create(direction="in", body="Hello", message_id="<a@b>")

    assert personal_data.kept_about("").counts == {}


@pytest.mark.django_db
@pytest.mark.parametrize("sender", [f"Aziz <{ASCII}>", "Aziz <aziz@почта.рф>"])
def test_reply_from_another_spelling_is_joined_by_its_reference(sender):
    inquiry = make_inquiry(email=ASCII)
    take_on(inquiry)
    reply = make_mail(In_Reply_To="", Subject=f"Re: {inquiry.reference}")
    raw = reply.as_bytes().replace(b"Dilnoza Karimova <dilnoza@example.org>", sender.encode())

    assert read(raw) == {"joined": 1}
    assert (heard(inquiry), Message.objects.get().sender) == (["The one in May."], "")


@pytest.mark.django_db
def test_page_that_asks_to_confirm_shows_the_letters_that_were_typed(client):
    page = client.post("/contact/", honest(email="aziz@почта.рф", proof="")).content.decode()

    assert '<dd dir="auto">aziz@почта.рф</dd>' in page


@pytest.mark.django_db
def test_staff_read_the_letters_of_the_domain(admin_client):
    inquiry = make_inquiry(email=ASCII)

    one = admin_client.get(f"/admin/contacts/inquiry/{inquiry.pk}/change/").content.decode()
    answer = admin_client.get(f"/admin/contacts/inquiry/{inquiry.pk}/answer/").content.decode()
    person = admin_client.post("/admin/contacts/look/person/", {"address": ASCII, "step": "find"})

    assert "<dd>aziz@почта.рф</dd>" in one
    assert "aziz@почта.рф" in answer
    assert "What we keep about aziz@почта.рф" in person.content.decode()


@pytest.mark.django_db
def test_staff_read_no_letters_that_are_there_for_programs(admin_client):
    inquiry = take_on(make_inquiry(email=ASCII, kind="commendation"))
    make_reply(inquiry, sender="i@xn--fsqu00a.xn--fiqs8s")
    make_reply(make_inquiry(), sender=ASCII)

    pages = [
        admin_client.get(answer_of(inquiry)),
        admin_client.post(
            answer_of(inquiry),
            {**fields(admin_client.get(answer_of(inquiry))), "body": "Yes", "_send": ""},
            follow=True,
        ),
        admin_client.post(
            f"/admin/contacts/quote/ask/{inquiry.pk}/", {"text": "When", "attribution": "Aziz"}, follow=True
        ),
        admin_client.post("/admin/contacts/look/person/", {"address": ASCII, "step": "find"}),
        admin_client.get("/admin/contacts/mail/"),
    ]

    assert ["aziz@почта.рф" in words(tree_of(page)) for page in pages] == [True] * 5
    assert ["xn--" in words(tree_of(page)) for page in pages] == [False] * 5


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["inquiry", "mail"])
def test_search_of_staff_finds_every_spelling(admin_client, model):
    take_on(make_inquiry(email=ASCII))

    page = admin_client.get(f"/admin/contacts/{model}/", {"q": "aziz@почта.рф"})

    assert page.context["cl"].result_count == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_migration_spells_what_is_stored():
    before = ("contacts", "0008_permit_erasing_and_keep_agreed_words")
    inquiry = make_inquiry(email="aziz@почта.рф")
    broken = make_inquiry(email="aziz@-.рф")
    message = inquiry.messages.create(direction="in", body="Hello", message_id="<a@b>", sender="i@例子.中国")
    mail = queue.put(to=["ann@example.org"], subject="Hello", body="Hello")
    Mail.objects.update(to=["aziz@почта.рф", "ann@example.org"])

    go_back(before)
    go_forward()

    for record in (inquiry, broken, message, mail):
        record.refresh_from_db()
    assert (inquiry.email, broken.email) == (ASCII, "aziz@-.рф")
    assert (message.sender, mail.to) == ("i@xn--fsqu00a.xn--fiqs8s", [ASCII, "ann@example.org"])
