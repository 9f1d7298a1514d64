import os

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.staticfiles.management.commands.runserver import Command as RunserverCommand
from django.core.management import CommandError, call_command
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from carec_site.startup import check_port, prepare_database
from carec_site.worker import start_worker, where_mail_goes

STAFF_LOGIN = {"username": "admin", "password": "carec-demo"}


class Command(RunserverCommand):
    help = "Bring the database up to date, fill it with demo content if it is empty, and start the site."

    def handle(self, *args, **options):
        if os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":  # the first process, not a reload
            self.prepare(options["addrport"] or self.default_port)
        super().handle(*args, **options)

    def prepare(self, port):
        if not settings.DEBUG:
            raise CommandError("This command is for development: set DEBUG=1, or use “make serve”.")
        if not str(port).isdigit():
            raise CommandError(f"“{port}” is not a port. Choose one such as make run PORT=8001")
        check_port(int(port), "make run")
        self.stdout.write("Preparing the database ...")
        prepare_database()
        call_command("seed_demo", if_empty=True, admin_password=STAFF_LOGIN["password"], stdout=self.stdout)
        self.stdout.write(f"\n  Site:   http://localhost:{port}/")
        self.stdout.write(f"  Staff:  http://localhost:{port}/admin/  ({self.staff_login()})")
        self.stdout.write(f"  Mail:   {where_mail_goes()}\n\n")
        self.worker = start_worker()

    def staff_login(self):
        if authenticate(**STAFF_LOGIN):
            return f"log in as {STAFF_LOGIN['username']} with the password {STAFF_LOGIN['password']}"
        return "log in with your own account"
