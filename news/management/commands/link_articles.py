from django.core.management.base import BaseCommand
from django.db import transaction

from news.importers.naming import known_names, named_in
from news.models import Article


class Command(BaseCommand):
    help = (
        "Links articles to the event, the people, organisations and countries found in their texts: those "
        "articles outside the trash that are not linked to any person, organisation or country yet."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only report, write nothing")

    @transaction.atomic
    def handle(self, dry_run, **options):
        unlinked = Article.objects.outside_trash().filter(people=None, organisations=None, countries=None)
        known, linked = known_names(), 0
        for article in unlinked.newest_first():
            if named := named_in(article, known):
                linked += 1
                self.stdout.write(f"{article}: {named}")
                if not dry_run:
                    named.link(article)
        self.stdout.write(f"{'Found' if dry_run else 'Linked'}: {linked}.")
