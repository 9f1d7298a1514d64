import logging
import time
from io import BytesIO

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from carec_site.views import livez

PAUSE_SECONDS = 0.5


logger = logging.getLogger(__name__)


def fault(request, token=""):
    logger.warning("On the way to a fault")
    raise RuntimeError("A fault of ours")


def wait():
    time.sleep(PAUSE_SECONDS)
    logger.info("A part is read")


def parts():
    for part in (b"one", b"two"):
        wait()
        yield part


class SlowFile(BytesIO):
    def read(self, size=-1):
        wait()
        return super().read(size)


urlpatterns = [
    path("livez", livez),
    path("robots.txt", lambda request: HttpResponse("text")),
    path("fault/", fault),
    path("fault/<token>/", fault),
    path("form/", csrf_exempt(lambda request: HttpResponse(request.POST))),
    path("stream/", lambda request: StreamingHttpResponse(parts())),
    path("file/", lambda request: FileResponse(SlowFile(b"onetwo"))),
]


def handler404(request, exception):
    return HttpResponse("nothing", status=404)


def handler500(request):
    return HttpResponse("a fault", status=500)
