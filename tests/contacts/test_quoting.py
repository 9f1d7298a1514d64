from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.quoting import parted


@pytest.mark.parametrize(
    ("text", "fresh", "tail"),
    [
        ("Thank you!", "Thank you!", ""),
        ("Thank you!\n\n> You wrote\n> this\n", "Thank you!", "> You wrote\n> this\n"),
        (
            "Yes.\n\nOn Mon, 4 May 2026 at 10:00, CAREC Institute\n<info@carec.example> wrote:\n> May?",
            "Yes.",
            "On Mon, 4 May 2026 at 10:00, CAREC Institute\n<info@carec.example> wrote:\n> May?",
        ),
        ("Да.\n\n4 мая 2026 г. CAREC пишет:\n> Май?", "Да.", "4 мая 2026 г. CAREC пишет:\n> Май?"),
        ("好的\n\n在 2026年5月4日,CAREC 写道：\n> 五月?", "好的", "在 2026年5月4日,CAREC 写道：\n> 五月?"),
        (
            "Yes.\n-----Original Message-----\nFrom: CAREC\n\nMay?",
            "Yes.",
            "-----Original Message-----\nFrom: CAREC\n\nMay?",
        ),
        ("> May?\nYes.\n> June?\nNo.", "> May?\nYes.\n> June?\nNo.", ""),
        ("> only a quote", "> only a quote", ""),
        ("", "", ""),
    ],
)
def test_reply_is_parted_from_what_it_quotes(text, fresh, tail):
    assert parted(text) == (fresh, tail.strip("\n"))


def test_hostile_text_is_parted_at_once():
    text = (" " * 200_000 + "x\n") * 3 + "> q"

    begun = timezone.now()
    parted(text)

    assert timezone.now() - begun < timedelta(seconds=1)
