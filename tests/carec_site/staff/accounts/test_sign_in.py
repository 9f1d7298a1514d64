"""Wrong passwords slow down whoever tries them, and nobody else for long."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate, get_user
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from carec_site.models import SignInTries
from carec_site.staff.accounts import sign_in
from carec_site.staff.accounts.sign_in import (
    LIMITS,
    StaffAuthenticationForm,
    TooManyError,
    Try,
    account_key,
    block_key,
    let_in,
)
from tests.carec_site.database.clone import wait_until
from tests.carec_site.signing import LOGIN, sign, statuses
from tests.concurrency import at_once, in_own_connection, is_waited_for
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
OWN, ACCOUNT, BLOCK = (LIMITS[name] for name in ("account and block", "account", "block"))
LOGGER = "carec_site.staff.accounts.sign_in"


def test_three_hundred_wrong_passwords_meet_growing_waits(anna, seen, clock, caplog):
    answers = []
    for _ in range(300):
        answers.append(sign("anna"))
        clock.shift(timedelta(seconds=1))
    refused = sign("anna", "right")
    clock.shift(int(refused.headers["Retry-After"]))
    right = sign("anna", "right")

    checked = [number for number, answer in enumerate(answers) if answer.status_code == 200]
    assert checked == [0, 1, 2, 3, 4, 64, 184]
    assert {answer.status_code for answer in answers} == {200, 429}
    assert (refused.status_code, right.status_code, right.url) == (429, 302, "/admin/")
    assert seen == ["wrong"] * 7 + ["right"]
    lines = [record.getMessage() for record in caplog.records if record.name == LOGGER]
    assert len(lines) == 301
    assert lines[4:6] == [
        "Sign-in from 203.0.113.1 failed, as anna",
        "Sign-in from 203.0.113.1 was refused unchecked for 59 more seconds, as anna",
    ]


def test_refused_page_says_how_long_to_wait(anna, clock):
    statuses(OWN.free, "anna")

    refused = sign("anna", "right")

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert refused.context["form"].non_field_errors() == [
        "There have been too many wrong passwords for this account or from your network, so we did not "
        "check this one. Please try again in 1 minute."
    ]
    assert 'value="anna"' in refused.content.decode()
    assert 'value="right"' not in refused.content.decode()


@pytest.mark.parametrize(("language", "words"), [("ru", "через 1 минуту"), ("zh-hans", "1 分钟后")])
def test_refusal_is_translated(anna, clock, language, words):
    statuses(OWN.free, "anna")
    request = RequestFactory().post(LOGIN, REMOTE_ADDR="203.0.113.1")

    with translation.override(language):
        [error] = StaffAuthenticationForm(request, {"username": "anna", "password": "x"}).non_field_errors()

    assert words in error


def test_known_and_unknown_accounts_behave_the_same(anna, seen, clock):
    known = statuses(OWN.free + 2, "anna", address="203.0.113.1")
    unknown = statuses(OWN.free + 2, "nobody", address="198.51.100.1")

    assert known == unknown == [200] * OWN.free + [429] * 2
    assert len(seen) == 2 * OWN.free


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_eight_at_once_have_no_more_than_one_after_another(anna, seen):
    first = statuses(OWN.free - 1, "anna")

    then = at_once(8, lambda: sign("anna").status_code)

    assert (first, sorted(then)) == ([200] * (OWN.free - 1), [200] + [429] * 7)
    assert len(seen) == OWN.free


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_eight_first_ones_at_once_are_all_counted():
    make_staff("anna")

    first = at_once(8, lambda: sign("anna").status_code)

    assert sorted(first) == [200] * OWN.free + [429] * (8 - OWN.free)
    assert sorted(SignInTries.objects.values_list("count", flat=True)) == [OWN.free] * 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_try_and_letting_in_do_not_wait_for_each_other():
    account, block, now = account_key("anna"), block_key("203.0.113.0/24"), timezone.now()
    for each in ("", block):
        SignInTries.objects.create(account=account, block=each, counted_since=now, count=5)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            SignInTries.objects.locked(account, block, now)
            letting = pool.submit(in_own_connection, lambda: let_in("anna"))
            wait_until(is_waited_for)
            SignInTries.objects.locked(account, "", now)
        letting.result()

    assert list(SignInTries.objects.values_list("count", flat=True)) == [0, 0]


@pytest.mark.parametrize("name", ["ANNA", "Anna", "ａｎｎａ", " anna "])
def test_names_that_look_alike_count_as_one(clock, name):
    statuses(OWN.free, "anna")

    assert sign(name).status_code == 429
    assert sign("anna2").status_code == 200


def test_normalisation_of_folded_letters_counts_as_one():
    assert account_key("Ǆ") == account_key("ǆ") == account_key("dž")
    assert account_key("Straße") == account_key("STRASSE")
    assert account_key("anna") != account_key("anne")


def test_only_the_beginning_of_a_name_too_long_is_folded():
    assert account_key("ﷺ" * 150 + "a") == account_key("ﷺ" * 150 + "b") == account_key("ﷺ" * 150)
    assert account_key("a" * 149 + "b") != account_key("a" * 149 + "c")


def test_other_network_is_free_until_the_account_has_too_many(anna, clock):
    networks = [f"198.51.{number}.1" for number in range(ACCOUNT.free // OWN.free)]
    wrong = [statuses(OWN.free, "anna", address=network) for network in networks]
    elsewhere = sign("anna", "right", "192.0.2.1")
    clock.shift(int(elsewhere.headers["Retry-After"]))
    later = sign("anna", "right", "192.0.2.1")

    assert wrong == [[200] * OWN.free] * len(networks)
    assert (elsewhere.status_code, elsewhere.headers["Retry-After"]) == (429, "30")
    assert later.status_code == 302


def test_strangers_cannot_lock_a_colleague_out_of_a_known_network(anna, clock):
    sign("anna", "right", "192.0.2.1")
    for number in range(60):
        sign("anna", "wrong", f"198.51.{number}.1")
        clock.shift(timedelta(seconds=10))

    assert sign("anna", "right", "198.51.200.1").status_code == 429
    assert sign("anna", "right", "192.0.2.99").status_code == 302


def test_network_is_known_for_a_month_only(anna, clock):
    sign("anna", "right", "192.0.2.1")
    clock.shift(sign_in.DEVICE_LIFETIME + timedelta(days=1))
    for number in range(ACCOUNT.free):
        sign("anna", "wrong", f"198.51.{number}.1")

    assert sign("anna", "right", "192.0.2.1").status_code == 429


def test_many_accounts_from_one_network_meet_its_limit(anna, clock):
    wrong = [sign(f"name{number}").status_code for number in range(BLOCK.free)]

    assert wrong == [200] * BLOCK.free
    assert sign("anna", "right", "203.0.113.200").status_code == 429
    assert sign("anna", "right", "203.0.114.200").status_code == 302


def test_waits_end_however_long_somebody_tries(clock):
    attempt = Try("account", "block")
    for limit in LIMITS.values():
        assert limit.wait_after(limit.free - 1) == timedelta(0)
        assert limit.wait_after(limit.free) == limit.first_wait
        assert limit.wait_after(limit.free + 1) == 2 * limit.first_wait
        assert limit.wait_after(10**9) == limit.longest_wait <= timedelta(hours=1)

    let_through = 0
    for _minute in range(24 * 60):
        try:
            sign_in.count(attempt, timezone.now())
            let_through += 1
        except TooManyError:
            pass
        clock.shift(timedelta(minutes=1))
    assert let_through == 33


def test_success_forgets_the_own_tries_and_takes_back_itself(anna, clock):
    statuses(OWN.free - 1, "anna")
    before = statuses(1, "anna", "right")

    after = statuses(OWN.free, "anna")

    rows = {bool(row.account) + 2 * bool(row.block): row.count for row in SignInTries.objects.all()}
    assert (before, after) == ([302], [200] * OWN.free)
    assert rows == {3: OWN.free, 1: OWN.free - 1, 2: 2 * OWN.free - 1}


def test_tries_are_forgotten_after_their_time(anna, clock):
    statuses(OWN.free, "anna")
    clock.shift(OWN.forgotten_after)

    assert statuses(OWN.free + 1, "anna") == [200] * OWN.free + [429]


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=400)])
def test_clock_that_was_ahead_keeps_nobody_out_for_longer_than_a_wait(anna, clock, ahead):
    clock.shift(ahead)
    before = statuses(OWN.free + 1, "anna")
    clock.shift(-ahead)

    after = statuses(1, "anna")
    clock.shift(OWN.longest_wait)

    assert (before, after) == ([200] * OWN.free + [429], [200])
    assert sign("anna", "right").status_code == 302


def test_old_rows_are_deleted_at_a_success(anna, clock):
    sign("anna", "right", "192.0.2.1")
    sign("stranger")
    clock.shift(timedelta(days=3))
    sign("anna", "right", "198.51.100.1")

    rows = SignInTries.objects
    assert rows.filter(succeeded_at__isnull=False).count() == 2
    assert set(rows.values_list("account", flat=True)) == {"", account_key("anna")}


def test_refused_try_is_not_counted(anna, clock):
    statuses(OWN.free, "anna")
    before = list(SignInTries.objects.order_by("pk").values())

    assert statuses(3, "anna") == [429] * 3
    assert list(SignInTries.objects.order_by("pk").values()) == before


def test_behind_the_proxy_only_its_own_word_counts(anna, settings, clock, caplog):
    settings.BEHIND_PROXY = True
    answers = [
        Client().post(
            LOGIN,
            {"username": "anna", "password": "wrong"},
            headers={"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"},
        )
        for number in range(OWN.free + 1)
    ]

    assert [answer.status_code for answer in answers] == [200] * OWN.free + [429]
    assert "Sign-in from 203.0.113.9 failed, as anna" in [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize(
    ("name", "logged"),
    [
        ("a\nINFO ok\x1b[31m\u202e", "a INFO ok [31m "),
        ("x" * 5000, "x" * 150),
        (None, ""),
    ],
)
def test_log_line_holds_nothing_that_breaks_it(caplog, name, logged):
    authenticate(RequestFactory().post("/", REMOTE_ADDR="203.0.113.1"), username=name, password="wrong")

    lines = [(record.levelname, record.getMessage()) for record in caplog.records if record.name == LOGGER]
    assert lines == [("WARNING", f"Sign-in from 203.0.113.1 failed, as {logged}")]


def test_whatever_signs_in_from_a_request_is_guarded(anna, clock, seen):
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.1")
    for _ in range(OWN.free):
        authenticate(request, username="anna", password="wrong")

    assert authenticate(request, username="anna", password="right") is None
    assert request.sign_in_wait == 60
    assert seen == ["wrong"] * OWN.free
    assert authenticate(username="anna", password="right") == anna


def test_right_password_of_no_staff_counts_and_is_logged(clock, seen, caplog):
    reader = make_user("reader")
    reader.set_password("right")
    reader.save()

    assert statuses(OWN.free + 1, "reader", "right") == [200] * OWN.free + [429]
    assert "Sign-in from 203.0.113.1 failed, as reader" in [record.getMessage() for record in caplog.records]


def test_rows_tell_neither_names_nor_addresses(anna, clock):
    sign("anna")

    written = {value for row in SignInTries.objects.values_list("account", "block") for value in row}
    assert {len(value) for value in written} == {0, 64}


@pytest.mark.parametrize("following", ["//evil.example/", "https://evil.example/admin/", "", None])
def test_sign_in_with_no_good_next_leads_to_the_start_page(anna, following):
    client = Client()
    data = {"username": "anna", "password": "right"} | ({} if following is None else {"next": following})

    answer = client.post(LOGIN, data)

    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert get_user(client).pk == anna.pk
