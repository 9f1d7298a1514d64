import logging
import os
import select
import signal
import sys
from datetime import timedelta

from django.core.management import BaseCommand
from django.db import connection
from django.utils import timezone

from contacts.mail import queue

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Send the queued emails that are due; with --watch, continue until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help="Look for new email every few seconds.")
        parser.add_argument("--every", type=float, default=2.0, help="Seconds between checks.")
        parser.add_argument(
            "--with-parent",
            action="store_true",
            help="Stop when standard input ends, as it does with a parent.",
        )
        parser.add_argument(
            "--forget",
            type=int,
            metavar="DAYS",
            help="Send nothing; delete what was sent, or set aside by staff, more than DAYS days ago.",
        )

    def handle(self, *, watch, every, with_parent, forget, **options):
        if forget is not None:
            self.stdout.write(f"Deleted: {queue.forget(timezone.now() - timedelta(days=forget))}.")
        elif watch:
            self.watch(every, with_parent)
        else:
            queue.looking.send(self)
            self.stdout.write(f"Sent: {queue.deliver_all()}.")

    def watch(self, every, with_parent):
        """Runs until stopped; an email being sent is finished first."""
        # A pipe, since a second signal may come while the first is handled: a lock would wait for itself.
        stopped, stop = os.pipe()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: os.write(stop, b"."))
        # Nobody writes to a parent's pipe; the kernel closes it when its last holder ends, however it ends.
        ends = [stopped, sys.stdin] if with_parent else [stopped]
        wait = 0
        while not select.select(ends, [], [], wait)[0]:
            wait = every
            try:
                queue.looking.send(self)
                if mail := queue.claim():
                    queue.deliver(mail)
                    wait = 0
            except Exception as error:  # the database comes back, and so does the mail
                logger.warning("The email queue can't be read: %s", queue.one_line(error))
                connection.close()
