"""The contact form as a browser sends it and reads it."""

import time

import time_machine
from altcha import Challenge, Payload, solve_challenge
from django.core.signing import Signer

from contacts.guards.proof_of_work import new_challenge
from tests.forms import values_of
from tests.markup import tree_of

ADDRESSES = {"en": "/contact/", "ru": "/ru/contact/", "zh-hans": "/zh-hans/contact/"}
TYPED = {
    "kind": "commendation",
    "name": "Dilnoza Karimova",
    "email": "dilnoza@example.org",
    "organisation": "Ministry of Transport",
    "country": "Uzbekistan",
    "message": "The workshop was a great help.\nThank you!",
    "page": "/news/2026/workshop/",
}
INCOMPLETE = {**TYPED, "name": ""}
# What the page puts in and nobody types.
SIGNED = ("about", "made", "proof", "confirmed")


def shown(response):
    """What the fields for people and their page hold, by name, as a browser reads it."""
    return {name: value for name, value in form_of_page(response).items() if name not in SIGNED}


def form_of_page(response):
    """What every field of the form on a page holds, by name."""
    [form] = [form for form in tree_of(response).iter("form") if form.get("method") == "post"]
    return values_of(form)


def alert(response):
    """The words of the notice above the form."""
    [notice] = [node for node in tree_of(response).iter() if node.get("role") == "alert"]
    assert notice.get("tabindex") == "-1"
    return " ".join("".join(notice.itertext()).split())


def made(seconds_ago=60, secret=None):
    """The signed time of a page that was made so long ago."""
    return Signer(key=secret, salt="contacts.time").sign(f"{int(time.time()) - seconds_ago} ")


def solved(challenge=None):
    """What a browser sends once it has solved the challenge; by default one that takes no time, of a minute
    ago.
    """
    challenge = Challenge.from_dict(challenge or challenge_of(60))
    return Payload(challenge, solve_challenge(challenge)).to_base64()


def challenge_of(seconds_ago):
    """One that takes no time, given so long ago."""
    with time_machine.travel(time.time() - seconds_ago):
        return new_challenge(number=1)


def honest(data=TYPED, **changes):
    """The message with all that the page of a patient visitor with JavaScript adds to it."""
    return {"made": made(), "proof": solved(), **data, **changes}


def post(client, address="/contact/", *, data=TYPED, **headers):
    return client.post(address, honest(data), headers=headers)
