from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from history.models import FULL_DAYS, Version


class Command(BaseCommand):
    help = "Of versions older than some days, keep the last of each day and those with a name."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=FULL_DAYS, help=f"Days, {FULL_DAYS} by default.")

    def handle(self, *, days, **options):
        before = timezone.now() - timedelta(days=max(days, 0))
        deleted, _each = Version.objects.passed_over(before).delete()
        self.stdout.write(f"{deleted} versions ended.")
