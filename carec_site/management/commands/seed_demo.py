from time import monotonic

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.crypto import get_random_string

from carec_site.demo import content
from carec_site.demo.accounts import create_accounts
from carec_site.demo.desk import DeskSeeding
from carec_site.demo.events import EventSeeding
from carec_site.demo.home import HomeSeeding
from carec_site.demo.institute import InstituteSeeding
from carec_site.demo.seeding import Seeding
from carec_site.disk import DiskFullError
from carec_site.starting.progress import Progress
from contacts.models import Inquiry
from events.models import Event
from news.models import Article


class Command(BaseCommand):
    help = (
        "Fills the site with the articles, pictures, events and messages of a sample institute, all or "
        "nothing. Existing content is left alone, so it can be run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-unused",
            action="store_true",
            help="do nothing if there is any account, article, event or inquiry already",
        )
        parser.add_argument(
            "--admin-password",
            help="for the accounts created on a site without a superuser; if omitted, a random one is shown",
        )
        parser.add_argument("--force", action="store_true", help="even if DEBUG is off")

    def handle(self, if_unused, admin_password, force, **options):
        if not settings.DEBUG and not force:
            raise CommandError(
                "DEBUG is off, so this looks like a real site, and the demo would publish invented articles "
                "on it. Add --force if that is what you want."
            )
        if if_unused and any(model.objects.exists() for model in (get_user_model(), Article, Event, Inquiry)):
            return
        self.stdout.write("Writing the demo content (half a minute; if interrupted, it starts again) ...")
        start = monotonic()
        progress = Progress("Demo content", content.size())
        seeding = Seeding(on_step=progress.step)
        try:
            with transaction.atomic():
                accounts = self._make_accounts(admin_password)
                seeding.run()
                EventSeeding(seeding).run()
                InstituteSeeding(seeding).run()
                HomeSeeding(seeding).run()
                DeskSeeding(seeding).run()
        except DiskFullError:
            raise CommandError(
                f"The disk is full, so there is no demo content yet. Make room in {settings.MEDIA_ROOT} and "
                "run this again."
            ) from None
        progress.end()
        for kind in sorted(seeding.made | seeding.kept):
            self.stdout.write(f"  {kind:<14} {seeding.made[kind]:>4} made, {seeding.kept[kind]:>4} kept")
        self.stdout.write(accounts + f"The demo content is in place ({monotonic() - start:.0f} s).")

    def _make_accounts(self, given) -> str:
        """Return what to say of them once they are stored."""
        password = given or get_random_string(16)
        made = create_accounts(password)
        if not made:
            return ""
        shown = "" if given else f"Their password is {password}\n"
        return f"Accounts made: {', '.join(made)}.\n{shown}"
