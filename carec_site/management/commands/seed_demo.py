from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string

from carec_site.demo.accounts import create_accounts
from carec_site.demo.desk import DeskSeeding
from carec_site.demo.events import EventSeeding
from carec_site.demo.seeding import Seeding
from news.models import Article


class Command(BaseCommand):
    help = (
        "Fills the site with the articles, pictures, events and messages of an invented institute. "
        "What is there already stays as it is, so it may be run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing if there is any article already"
        )
        parser.add_argument(
            "--admin-password",
            help="for the accounts made on a site without a superuser; left out, a random one is shown",
        )
        parser.add_argument("--force", action="store_true", help="also when DEBUG is off")

    def handle(self, if_empty, admin_password, force, **options):
        if not settings.DEBUG and not force:
            raise CommandError(
                "DEBUG is off, so this looks like a real site, and the demo would publish invented articles "
                "on it. Add --force if that is what you want."
            )
        if if_empty and Article.objects.exists():
            self.stdout.write("There are articles already: no demo content was added.")
            return
        start = monotonic()
        self._make_accounts(admin_password)
        seeding = Seeding()
        seeding.run()
        EventSeeding(seeding).run()
        DeskSeeding(seeding).run()
        for kind in sorted(seeding.made | seeding.kept):
            self.stdout.write(f"  {kind:<14} {seeding.made[kind]:>4} made, {seeding.kept[kind]:>4} kept")
        self.stdout.write(f"The demo content is in place ({monotonic() - start:.0f} s).")

    def _make_accounts(self, given):
        password = given or get_random_string(16)
        made = create_accounts(password)
        if made:
            self.stdout.write(f"Accounts made: {', '.join(made)}.")
            if not given:
                self.stdout.write(f"Their password is {password}")
