import os

from django.core.wsgi import get_wsgi_application

from carec_site.database import waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carec_site.settings")
application = get_wsgi_application()
waiting.serve_requests()
