"""Django with one view: no middleware, no database."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.rivals.hello import BODY


def hello(request: HttpRequest) -> HttpResponse:
    # CommonMiddleware, which is not there, would count the bytes.
    return HttpResponse(BODY, content_type="text/plain", headers={"Content-Length": str(len(BODY))})


urlpatterns = [path("", hello)]

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    MIDDLEWARE=[],
    SECRET_KEY="signs nothing",  # noqa: S106  nothing is signed
)
application = get_wsgi_application()
