from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from carec_site.staff.accounts.sign_in import let_in, let_in_from
from contacts.guards.spam import network_of


class Command(BaseCommand):
    help = "Let an account, or everyone on a network, sign in at once after too many wrong passwords."

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?", help="The name of the account.")
        parser.add_argument("--address", help="An internet address of the network, as the log shows it.")

    def handle(self, *, name, address, **options):
        if not name and not address:
            raise CommandError("Say who to let in: the name of an account, --address, or both.")
        if name and not get_user_model().objects.filter(username__iexact=name).exists():
            raise CommandError(f"There is no account named {name}.")
        if address:
            try:
                network = network_of(address)
            except ValueError:
                raise CommandError(f"{address} is not an internet address.") from None
            let_in_from(network)
            self.stdout.write(f"Everyone on {network} may sign in at once.")
        if name:
            let_in(name)
            self.stdout.write(f"{name} may sign in at once, unless the whole network has to wait.")
