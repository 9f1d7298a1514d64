"""Has the database know who changes something on the pages of staff, and logs what is downloaded there."""

from django.utils.http import parse_header_parameters

from audit.models import Action
from audit.recording import record
from carec_site.staff.languages import is_for_staff
from history.acting import acting_as

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")  # RFC 9110, 9.2.1


class ActingMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_for_staff(request.path_info):
            return self.get_response(request)
        if request.method in SAFE_METHODS or not request.user.is_authenticated:
            response = self.get_response(request)
        else:
            with acting_as(request.user.pk):
                response = self.get_response(request)
        if is_download(response) and request.user.is_authenticated:
            name, page = file_name(response), {"page": request.path}
            record(Action.DOWNLOADED, request=request, by=request.user, name=name, after=page)
        return response


def is_download(response) -> bool:
    return response.headers.get("Content-Disposition", "").startswith("attachment")


def file_name(response) -> str:
    _kind, parameters = parse_header_parameters(response.headers["Content-Disposition"])
    return parameters.get("filename", "")
