import imaplib
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from contacts.inquiries import replies


class Command(BaseCommand):
    help = "Add senders' replies to their inquiries, from a mailbox file or from the folder of IMAP_URL."

    def add_arguments(self, parser):
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            help="An mbox file or a Maildir folder; without it, IMAP_URL is read.",
        )

    def handle(self, *, path, **options):
        if path is None and not settings.IMAP_URL:
            raise CommandError("Name an mbox file or a Maildir folder, or set IMAP_URL.")
        found = replies.in_file(path) if path else replies.in_imap_folder(settings.IMAP_URL)
        try:
            counts = replies.read_all(found)
        except (OSError, imaplib.IMAP4.error) as error:
            raise CommandError(f"The mailbox can't be read: {error}") from None
        self.stdout.write(
            "Joined: {joined}, known already: {known}, of others and left alone: {others}, "
            "could not be read: {failed}.".format(**counts)
        )
