from contextlib import suppress

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class CarecSiteConfig(AppConfig):
    name = "carec_site"
    verbose_name = "CAREC Institute"

    def ready(self):
        from carec_site.database import waiting  # noqa: PLC0415  Django is loaded only now

        waiting.install()
        if settings.DATABASES["default"]["ENGINE"] == "carec_site.database":
            self.hold_private_server()

    def hold_private_server(self):
        """Use the server from the start, so that it outlives the reloads of the development server.

        Starts nothing and creates no folder; problems are reported when a connection is opened.
        """
        from carec_site.database.server import server_of  # noqa: PLC0415  not where PostgreSQL is elsewhere

        server = server_of(settings.DATABASES["default"])
        if server.folder.exists():
            with suppress(ImproperlyConfigured):
                server.hold()
