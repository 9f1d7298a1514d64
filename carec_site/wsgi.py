import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from carec_site.database import waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carec_site.settings")
application = get_wsgi_application()
waiting.serve_requests()
if settings.PAGE_CACHE_BYTES:
    from carec_site.page_cache.application import PageCache

    application = PageCache(application, settings.PAGE_CACHE_BYTES)
    if settings.PAGE_CACHE_WARM_PAGES:
        from carec_site.page_cache.warming import Warmer

        Warmer(application, settings.PAGE_CACHE_WARM_PAGES).start()
