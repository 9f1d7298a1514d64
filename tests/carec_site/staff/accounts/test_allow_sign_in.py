"""An operator lets somebody in at once."""

import pytest
from django.core.management import CommandError, call_command

from carec_site.staff.accounts.sign_in import LIMITS
from tests.carec_site.signing import sign, statuses

pytestmark = pytest.mark.django_db
OWN, BLOCK = LIMITS["account and block"], LIMITS["block"]


def test_operator_lets_an_account_in_at_once(anna, clock, capsys):
    statuses(OWN.free, "anna")
    assert sign("anna", "right").status_code == 429

    call_command("allow_sign_in", "anna")

    assert sign("anna", "right").status_code == 302
    assert capsys.readouterr().out == "anna may sign in at once, unless the whole network has to wait.\n"


def test_operator_lets_a_network_in_at_once(anna, clock, capsys):
    for number in range(BLOCK.free):
        sign(f"name{number}")
    assert sign("anna", "right").status_code == 429

    call_command("allow_sign_in", address="203.0.113.77")

    assert sign("anna", "right").status_code == 302
    assert capsys.readouterr().out == "Everyone on 203.0.113.0/24 may sign in at once.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say who to let in"),
        (["anne"], "There is no account named anne"),
        (["--address", "here"], "here is not an internet address"),
    ],
)
def test_operator_hears_what_was_mistyped(anna, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("allow_sign_in", *arguments)
