from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from carec_site.staff.accounts.people import remove_factors


class Command(BaseCommand):
    help = "Remove the second factor of an account, whose owner has lost it, and end its sessions."

    def add_arguments(self, parser):
        parser.add_argument("name", help="The name of the account.")

    def handle(self, *, name, **options):
        person = get_user_model().objects.filter(username__iexact=name).first()
        if person is None:
            raise CommandError(f"There is no account named {name}.")
        remove_factors(person)
        self.stdout.write(f"{person.get_username()} has to sign in again, with the password alone.")
