"""Staff who forgot their password get a new one by way of a mail, and strangers learn nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as site_settings
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from carec_site.staff.accounts.password_reset import MAILS_A_DAY, REQUESTS_A_DAY
from carec_site.staff.accounts.sign_in import LIMITS
from contacts.mail import queue
from contacts.models import Mail
from tests.carec_site.signing import sign, statuses
from tests.events.officers import make_member
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
RESET = "/admin/password-reset/"
GOOD = {"new_password1": "a long new secret", "new_password2": "a long new secret"}


@pytest.fixture
def anna(anna):
    anna.email = "Anna@Example.org"
    anna.save()
    return anna


def ask(email="anna@example.org", address="203.0.113.1", **extra):
    return Client().post(RESET, {"email": email}, REMOTE_ADDR=address, **extra)


def link():
    """The path of the link in the newest mail."""
    return re.search(rf"{site_settings.SITE_URL}(/admin/password-reset/\S+)", Mail.objects.last().message)[1]


def choose(client, path, **typed):
    return client.post(client.get(path, follow=True).request["PATH_INFO"], GOOD | typed)


def recipients():
    return [address for mail in Mail.objects.order_by("pk") for address in mail.to]


def test_login_page_leads_to_the_form(client):
    assert f'<a href="{RESET}">Forgotten your password?</a>' in client.get("/admin/login/").content.decode()
    assert "Ask a site administrator" in client.get(RESET).content.decode()


def test_mail_is_stored_before_it_is_sent(anna, mailoutbox):
    answer = ask()
    stored = (recipients(), len(mailoutbox))
    queue.deliver_all()

    assert (answer.status_code, answer.url) == (302, f"{RESET}sent/")
    assert stored == (["Anna@example.org"], 0)
    assert [mail.subject for mail in mailoutbox] == ["Reset your password for the CAREC Institute website"]
    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_mail_names_the_site_and_never_the_host_of_the_request(anna, settings):
    settings.SITE_URL = "https://www.example.org"
    settings.ALLOWED_HOSTS = ["evil.example"]
    settings.PASSWORD_RESET_TIMEOUT = 3600

    assert ask(headers={"Host": "evil.example"}).status_code == 302

    [mail] = Mail.objects.all()
    assert "evil" not in mail.message
    assert re.findall(r"https?://[^/\s]+", mail.message) == ["https://www.example.org"] * 2
    assert "once and expires after 1 hour" in mail.message
    assert "Your username is: anna" in mail.message


@pytest.mark.parametrize(
    ("language", "subject"),
    [("ru", "Новый пароль для сайта Института ЦАРЭС"), ("zh-hans", "中亚区域经济合作学院网站的新密码")],
)
def test_texts_are_translated(language, subject):
    with translation.override(language):
        assert translation.gettext("Reset your password for the CAREC Institute website") == subject


@pytest.mark.parametrize("typed", ["ANNA@EXAMPLE.ORG", " anna@example.org ", "anna＠example.org"])
def test_address_is_found_however_it_is_spelled(anna, typed):
    ask(typed)

    assert recipients() == ["Anna@example.org"]


def test_only_active_staff_with_an_address_get_a_mail(anna):
    make_user("reader", email="reader@example.org")
    make_staff("left", email="left@example.org", is_active=False)
    locked = make_staff("locked", email="locked@example.org")
    locked.set_unusable_password()
    locked.save()
    make_staff("blank", email="")

    names = ["reader", "left", "locked", "nobody", "anna"]
    answers = [ask(f"{name}@example.org") for name in names]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, f"{RESET}sent/")] * len(names)
    assert recipients() == ["Anna@example.org"]


def test_known_and_unknown_addresses_take_the_same_statements(anna):
    ask("warm@example.org")
    taken = []
    for address in ("unknown@example.org", "anna@example.org"):
        with CaptureQueriesContext(connection) as queries:
            ask(address)
        # A savepoint that is taken back is released afterwards as well.
        taken.append([query["sql"].split()[0] for query in queries if "ROLLBACK" not in query["sql"]])

    assert taken[0] == taken[1]
    assert taken[0].count("INSERT") == 3
    assert recipients() == ["Anna@example.org"]


@pytest.mark.parametrize("typed", ["", "anna", "anna@", '"a, b@example.org"@example.org', "a@b.org, c@d.org"])
def test_what_is_no_address_is_told_in_the_form(typed):
    answer = ask(typed)

    assert (answer.status_code, len(answer.context["form"].errors["email"])) == (200, 1)


def test_account_gets_so_many_mails_a_day(anna):
    moment = "2026-06-01T04:00:00Z"
    with time_machine.travel(moment, tick=False) as clock:
        answers = [ask(address=f"198.51.{number}.1").status_code for number in range(MAILS_A_DAY + 2)]
        today = len(recipients())
        clock.shift(timedelta(days=1))
        ask()

    assert answers == [302] * (MAILS_A_DAY + 2)
    assert (today, len(recipients())) == (MAILS_A_DAY, MAILS_A_DAY + 1)


def test_network_asks_so_often_a_day(anna):
    with time_machine.travel("2026-06-01T04:00:00Z", tick=False):
        for number in range(REQUESTS_A_DAY):
            ask(f"name{number}@example.org")
        refused = {name: ask(f"{name}@example.org") for name in ("anna", "unknown")}
        elsewhere = ask(address="198.51.100.1")

    sentences = {str(answer.context["form"].non_field_errors()) for answer in refused.values()}
    assert {answer.status_code for answer in refused.values()} == {429}
    assert {answer.headers["Retry-After"] for answer in refused.values()} == {str(12 * 3600 + 1)}
    assert len(sentences) == 1
    assert "Please try again tomorrow" in sentences.pop()
    assert (elsewhere.status_code, recipients()) == (302, ["Anna@example.org"])


def test_link_changes_the_password_and_ends_all_sessions(anna):
    elsewhere = Client()
    elsewhere.post("/admin/login/", {"username": "anna", "password": "right"})
    assert get_user(elsewhere).pk == anna.pk
    ask()

    answer = choose(Client(), link())

    assert (answer.status_code, answer.url) == (302, f"{RESET}complete/")
    assert not get_user(elsewhere).is_authenticated
    assert (sign("anna", "right").status_code, sign("anna", GOOD["new_password1"]).status_code) == (200, 302)


def test_link_works_once(anna):
    ask()
    path = link()
    choose(Client(), path)

    again = choose(Client(), path, new_password1="another secret 2", new_password2="another secret 2")

    assert "This link no longer works" in again.content.decode()
    assert sign("anna", GOOD["new_password1"]).status_code == 302


def test_link_works_for_its_hours_only(anna):
    with time_machine.travel("2026-06-01T04:00:00Z", tick=False) as clock:
        ask()
        path = link()
        clock.shift(site_settings.PASSWORD_RESET_TIMEOUT - 1)
        good = Client().get(path, follow=True)
        clock.shift(2)
        late = Client().get(path, follow=True)

    assert 'name="new_password1"' in good.content.decode()
    assert ("This link no longer works" in late.content.decode(), late.context["validlink"]) == (
        True,
        False,
    )


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"email": "new@example.org"}])
def test_link_is_dead_once_its_account_changed(anna, change):
    ask()
    path = link()
    assert Client().get(path, follow=True).context["validlink"] is True

    for name, value in change.items():
        setattr(anna, name, value)
    anna.save()

    assert Client().get(path, follow=True).context["validlink"] is False


@pytest.mark.parametrize("path", ["x/y/", "MQ/y/", f"{'9' * 40}/y/", "%00/y/", "MQ/set-password/"])
def test_link_that_was_made_up_is_answered(anna, path):
    answer = Client().get(f"{RESET}{path}")

    assert (answer.status_code, answer.context["validlink"]) == (200, False)


def test_weak_password_is_told_in_the_form(anna):
    ask()

    answer = choose(Client(), link(), new_password1="12345", new_password2="12345")

    assert answer.status_code == 200
    assert "too short" in answer.content.decode()
    assert sign("anna", "right").status_code == 302


def test_new_password_ends_the_waits_of_the_account(anna):
    statuses(LIMITS["account and block"].free, "anna")
    assert sign("anna", "right").status_code == 429
    ask()

    choose(Client(), link())

    assert sign("anna", GOOD["new_password1"]).status_code == 302


def test_colleague_who_sees_outgoing_mail_does_not_see_the_link(anna, client):
    ask()
    client.force_login(make_member("Inquiry officers"))

    page = client.get(f"/admin/contacts/mail/{Mail.objects.last().pk}/change/").content.decode()

    token = link().rstrip("/").rpartition("/")[2]
    assert "Your username is: anna" in page
    assert f"{RESET}" in page
    assert token not in page


def test_pages_need_no_sign_in_and_have_one_heading(anna):
    ask()
    pages = [RESET, f"{RESET}sent/", f"{RESET}complete/"]
    answers = [Client().get(page) for page in pages] + [Client().get(link(), follow=True)]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert [len(re.findall("<h1>", answer.content.decode())) for answer in answers] == [1] * 4
