from django.conf import settings
from django.core.management.base import BaseCommand

from contacts.retention import erase_past_retention, forget_traces, past_retention


class Command(BaseCommand):
    help = (
        "Erase the personal data of inquiries that are past their retention period: names, addresses, "
        "messages, files, notes and emails. This can't be undone. The figures do not change. Old counts of "
        "senders and used proofs, with which the form detects spam, are deleted too."
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
        self.stdout.write(f"Permanently erased: {words or 'nothing'}.")
