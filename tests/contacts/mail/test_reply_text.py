from time import process_time

import pytest

from contacts.mail.reply_text import parted


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
        (
            '好的\n\nAt 2026-05-04 10:00:00, "CAREC" <info@carec.example> wrote:\n五月?\n谢谢',
            "好的",
            'At 2026-05-04 10:00:00, "CAREC" <info@carec.example> wrote:\n五月?\n谢谢',
        ),
        (
            "好的\n\n在 2026-05-04 10:00:00，CAREC <info@carec.example> 写道：\n五月?",
            "好的",
            "在 2026-05-04 10:00:00，CAREC <info@carec.example> 写道：\n五月?",
        ),
        (
            "Да.\n\nпн, 4 мая 2026 г. в 10:00, CAREC <info@carec.example>:\n> Май?",
            "Да.",
            "пн, 4 мая 2026 г. в 10:00, CAREC <info@carec.example>:\n> Май?",
        ),
        (
            "Да.\n\nОт: CAREC <info@carec.example>\nОтправлено: 4 мая 2026 г.\nКому: Дильноза\n\nМай?",
            "Да.",
            "От: CAREC <info@carec.example>\nОтправлено: 4 мая 2026 г.\nКому: Дильноза\n\nМай?",
        ),
        (
            "好的\n发件人: CAREC\n发送时间: 2026年5月4日\n五月?",
            "好的",
            "发件人: CAREC\n发送时间: 2026年5月4日\n五月?",
        ),
        ("From: Osh\nto Almaty, by train", "From: Osh\nto Almaty, by train", ""),
        ("In 2026 the minister wrote:\nWe open.", "In 2026 the minister wrote:\nWe open.", ""),
        ("请填写：\n> 姓名", "请填写：", "> 姓名"),
        ("> May?\nYes.\n> June?\nNo.", "> May?\nYes.\n> June?\nNo.", ""),
        ("> only a quote", "> only a quote", ""),
        ("", "", ""),
    ],
)
def test_reply_is_parted_from_what_it_quotes(text, fresh, tail):
    assert parted(text) == (fresh, tail.strip("\n"))


def framed(length):
    """A reply whose framing is a line of so many characters."""
    begin, end = "пн, 4 мая 2026 г. ", " <info@carec.example>:"
    return f"Да.\n\n{begin}{'x' * (length - len(begin + end))}{end}\n> Май?"


@pytest.mark.parametrize(
    ("text", "fresh"),
    [
        (framed(400), "Да."),
        (framed(401), framed(401).removesuffix("\n> Май?")),
        (f"Yes.\nOn {'x' * 198} wrote:\n> May?", "Yes."),
        (f"Yes.\nOn {'x' * 199} wrote:\n> May?", f"Yes.\nOn {'x' * 199} wrote:"),
        ("Yes.\nFrom: CAREC\n\n\nSent: 4 May 2026\nMay?", "Yes."),
        (
            "Yes.\nFrom: CAREC\n\n\n\nSent: 4 May 2026\nMay?",
            "Yes.\nFrom: CAREC\n\n\n\nSent: 4 May 2026\nMay?",
        ),
    ],
)
def test_framing_is_looked_for_so_far_and_no_farther(text, fresh):
    assert parted(text)[0] == fresh


@pytest.mark.parametrize(
    "text",
    [
        (" " * 200_000 + "x\n") * 3 + "> q",
        ("On 2026 @ " + "1<a@b> " * 50 + "\n") * 280,
        ("在 @ " + "写道 " * 120 + "\n") * 280,
    ],
)
def test_hostile_text_is_parted_at_once(text):
    began = process_time()
    parted(text)

    assert process_time() - began < 1
