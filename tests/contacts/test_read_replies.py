import mailbox as boxes
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from contacts.inquiries.replies import in_file
from tests.contacts.imap_server import ImapFolder, imap_server, make_certificate
from tests.contacts.replies import BOUNCE, heard, make_mail

pytestmark = pytest.mark.django_db


def write_box(folder, kind, *mails):
    box = kind(folder / "box", create=True)
    for mail in mails:
        box.add(mail.as_bytes())
    box.close()
    return folder / "box"


@pytest.mark.parametrize("kind", [boxes.mbox, boxes.Maildir])
def test_command_reads_a_mailbox_and_leaves_it_as_it_is(inquiry, tmp_path, capsys, kind):
    stranger = make_mail(In_Reply_To="", message_id="<other@example.org>")
    path = write_box(tmp_path, kind, make_mail(), stranger)
    before = {file: file.read_bytes() for file in Path(path).rglob("*") if file.is_file()}

    call_command("read_replies", str(path))
    call_command("read_replies", str(path))

    assert capsys.readouterr().out.splitlines() == [
        "Joined: 1, known already: 0, of others and left alone: 1, could not be read: 0.",
        "Joined: 0, known already: 1, of others and left alone: 1, could not be read: 0.",
    ]
    assert {file: file.read_bytes() for file in Path(path).rglob("*") if file.is_file()} == before


def test_command_reads_the_unread_mails_of_an_imap_folder(inquiry, settings, capsys):
    stranger = make_mail(In_Reply_To="", message_id="<other@example.org>")
    folder = ImapFolder([mail.as_bytes().replace(b"\n", b"\r\n") for mail in (stranger, make_mail())])
    strange_bounce = (BOUNCE % b"message/rfc822").replace(b"answer@carec", b"other@carec")
    folder.mails[3] = strange_bounce.replace(b"\n", b"\r\n")
    with imap_server(folder) as port:
        settings.IMAP_URL = f"imap://info:secret@127.0.0.1:{port}/INBOX"
        call_command("read_replies")

    assert capsys.readouterr().out == (
        "Joined: 1, known already: 0, of others and left alone: 2, could not be read: 0.\n"
    )
    assert heard(inquiry) == ["The one in May."]
    assert (folder.read, folder.folders) == ({2}, ['"INBOX"'])
    assert folder.fetched == [(1, "HEADER"), (2, "HEADER"), (2, ""), (3, "HEADER"), (3, "")]


@pytest.mark.parametrize(
    ("name", "is_trusted", "told"),
    [("localhost", True, ["secret"]), ("localhost", False, []), ("mail.example.org", True, [])],
)
def test_password_is_told_to_a_server_of_a_good_certificate(
    settings, tmp_path, monkeypatch, name, is_trusted, told
):
    certificate = make_certificate(tmp_path, name)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate) if is_trusted else str(tmp_path / "none"))
    folder = ImapFolder([])
    with imap_server(folder, certificate) as port:
        settings.IMAP_URL = f"imaps://info:secret@localhost:{port}/INBOX"
        with nullcontext() if told else pytest.raises(CommandError, match="certificate verify failed"):
            call_command("read_replies")

    assert folder.told == told


def test_password_is_not_told_to_another_machine_without_encryption(settings):
    settings.IMAP_URL = "imap://info:secret@mail.example.org/INBOX"

    with pytest.raises(CommandError, match=r"not told to mail\.example\.org without encryption") as refusal:
        call_command("read_replies")
    assert "secret" not in str(refusal.value)


def test_command_says_in_a_sentence_what_is_wrong(settings, tmp_path):
    with pytest.raises(CommandError, match=r"^Name an mbox file or a Maildir folder, or set IMAP_URL\.$"):
        call_command("read_replies")
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(CommandError, match=r"^The mailbox can't be read: "):
            call_command("read_replies", str(path))
    with imap_server(ImapFolder([])) as port:
        settings.IMAP_URL = f"imap://info:wrong@127.0.0.1:{port}/INBOX"
        with pytest.raises(CommandError, match="wrong user or password"):
            call_command("read_replies")
    with pytest.raises(CommandError, match="Connection refused"):
        call_command("read_replies")


def test_file_is_not_made_when_there_is_none(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(in_file(tmp_path / "none"))

    assert not (tmp_path / "none").exists()
