from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from audit.models import Entry

YEAR_DAYS = 365.25


class Command(BaseCommand):
    help = "Delete entries of the log that are older than AUDIT_YEARS; with 0 none."

    def handle(self, **options):
        if not settings.AUDIT_YEARS:
            self.stdout.write("The log is kept for ever: AUDIT_YEARS is 0.")
            return
        before = timezone.now() - timedelta(days=YEAR_DAYS * settings.AUDIT_YEARS)
        self.stdout.write(f"{Entry.objects.end(before)} entries of the log ended.")
