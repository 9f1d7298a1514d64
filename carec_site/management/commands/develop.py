import os
import threading

from django.conf import settings
from django.contrib.staticfiles.management.commands.runserver import Command as RunserverCommand
from django.core.management import CommandError, call_command
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from carec_site.demo.accounts import PASSWORD
from carec_site.starting import local, welcome
from carec_site.starting.preparing import check_port, one_at_a_time, prepare_database
from carec_site.starting.worker import start_worker


class Command(RunserverCommand):
    help = "Bring the database up to date, fill it with demo content if it is new, and start the site."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--no-demo", action="store_true", help="Leave a new database empty.")

    def handle(self, *args, no_demo, **options):
        if os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":  # the first process, not a reload
            self.prepare(options["addrport"] or self.default_port, no_demo)
        super().handle(*args, **options)

    def prepare(self, port, no_demo):
        if not settings.DEBUG:
            raise CommandError("This command is for development: set DEBUG=1, or use “make serve”.")
        check_port(port, "make run")
        self.stdout.write("Preparing the database ...")
        with one_at_a_time(self.stdout.write):
            prepare_database()
            if not no_demo:
                call_command("seed_demo", if_unused=True, admin_password=PASSWORD, stdout=self.stdout)
        local.remember()
        self.worker = start_worker()
        threading.Thread(target=self.greet, args=(port, welcome.screen(port)), daemon=True).start()

    def on_bind(self, server_port):
        """Say nothing here, at each reload: `greet` said it all once."""

    def greet(self, port, screen):
        welcome.wait_for_site(port)
        self.stdout.write(screen)
