from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Shows or stops the private PostgreSQL server, which starts and stops by itself as it is needed."
    requires_system_checks = []

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("status", help="Show whether it is running, where its data is and its version.")
        stop = actions.add_parser("stop", help="Stop it, unless another process uses it.")
        stop.add_argument("--force", action="store_true", help="Stop it even if other processes use it.")

    def handle(self, action, force=False, **options):
        server = getattr(connection, "server", None)
        if server is None:
            raise CommandError("The site uses the server named by DATABASE_URL, not a private one.")
        try:
            self.show(server) if action == "status" else self.stop(server, force)
        except (ImproperlyConfigured, OSError) as error:
            raise CommandError(error) from error

    def show(self, server):
        cluster = server.cluster
        account, programs = cluster.account_and_programs()
        running = server.is_running()
        self.stdout.write(f"The private PostgreSQL is {'running' if running else 'not running'}.")
        made = "" if cluster.major() else " (made when first used)"
        self.stdout.write(f"Data folder: {cluster.data}{made}")
        self.stdout.write(f"Log:         {cluster.log}")
        self.stdout.write(f"Socket in:   {cluster.socket_folder}")
        self.stdout.write(f"Runs as:     {account.title}")
        self.stdout.write(f"Programs:    {programs.folder} (PostgreSQL {programs.version})")

    def stop(self, server, force):
        if not server.is_running():
            self.stdout.write("The private PostgreSQL was not running.")
        elif server.stop(force):
            self.stdout.write("The private PostgreSQL is stopped. The next connection starts it again.")
        else:
            raise CommandError(
                "Other processes use the private PostgreSQL. End them and it stops by itself, or use --force."
            )
