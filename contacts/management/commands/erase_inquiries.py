from django.conf import settings
from django.core.management.base import BaseCommand

from contacts.retention import erase_past_retention, forget_traces, past_retention


class Command(BaseCommand):
    help = (
        "Erase the personal data of inquiries that are past their months of retention: names, addresses, "
        "messages, files, notes and mails. This can't be undone. The figures stay as they are. Old counts of "
        "senders and used proofs, by which the form tells spam, are deleted too."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many there are.")

    def handle(self, *args, dry_run, **options):
        for state, months in settings.INQUIRY_RETENTION_MONTHS.items():
            count = past_retention().filter(state=state).count()
            self.stdout.write(f"{state}: {count} past {months} months")
        if dry_run:
            self.stdout.write("Nothing was erased.")
            return
        forget_traces()
        counts = erase_past_retention()
        words = ", ".join(f"{count} {name}" for name, count in counts.items())
        self.stdout.write(f"Erased for ever: {words or 'nothing'}.")
