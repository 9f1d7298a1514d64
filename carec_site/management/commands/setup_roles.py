from django.contrib.auth.models import Permission
from django.core.management.base import BaseCommand, CommandError

from carec_site.staff.roles import set_up_roles


class Command(BaseCommand):
    help = "Creates the staff groups with their permissions. Running it again changes nothing."

    def handle(self, *, verbosity, **options):
        try:
            counts = set_up_roles()
        except Permission.DoesNotExist as error:
            raise CommandError("A permission is missing. Run “manage.py migrate” first.") from error
        for name, count in counts.items() if verbosity else ():
            self.stdout.write(f"{name}: {count} permissions")
