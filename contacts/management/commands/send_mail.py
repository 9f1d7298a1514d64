import signal
import time

from django.core.management import BaseCommand
from django.db import Error, connection

from contacts.mail import queue


class Command(BaseCommand):
    help = "Send the mails of the queue; with --watch go on until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help="Look for new mail every few seconds.")
        parser.add_argument("--every", type=float, default=2.0, help="Seconds between two looks.")

    def handle(self, *, watch, every, **options):
        if not watch:
            self.stdout.write(f"Sent: {queue.deliver_all()}.")
            return
        self.stopped = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.stopped:
            try:
                email = queue.claim()
                if email:
                    queue.deliver(email)
                    continue
            except Error as error:  # the database comes back, and so does the mail
                self.stderr.write(f"The database does not answer: {error}")
                connection.close()
            time.sleep(every)

    def stop(self, *_signal):
        """The mail in hand is finished first."""
        self.stopped = True
