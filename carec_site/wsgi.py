import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from carec_site.database import waiting

OBJECTS_BETWEEN_COLLECTIONS = 10_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carec_site.settings")
application = get_wsgi_application()
waiting.serve_requests()
if settings.PAGE_CACHE_BYTES:
    from carec_site.page_cache.application import PageCache

    application = PageCache(application, settings.PAGE_CACHE_BYTES)
    if settings.PAGE_CACHE_WARM_PAGES:
        from carec_site.page_cache.warming import Warmer

        Warmer(application, settings.PAGE_CACHE_WARM_PAGES).start()
# Python looks for garbage after 700 new objects, of which a page makes thousands, and now and then among all
# that is loaded, which stays.
gc.freeze()
gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
