"""Parts of files, for downloads that go on and readers that open one page (RFC 9110, section 14)."""

import re
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

# No file has a position of more digits.
ONE_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})", re.IGNORECASE)


class FilePart:
    """Reads the file at these positions alone."""

    def __init__(self, file: IO[bytes], positions: range) -> None:
        self.file = file
        self.left = len(positions)
        file.seek(positions.start)

    def read(self, size: int) -> bytes:
        data = self.file.read(min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def positions_asked(header: str, size: int) -> range | None:
    """Which bytes of a file of this size a Range header asks for: none if the file ends before them.

    None means the whole file: the header asks for several parts, in other units, or makes no sense.
    """
    match = ONE_RANGE.fullmatch(header.strip())
    if not match or match["first"] == match["last"] == "":
        return None
    if match["first"] == "":
        return range(max(size - int(match["last"]), 0), size)
    first, last = int(match["first"]), int(match["last"] or size)
    if match["last"] and last < first:
        return None
    return range(first, min(last + 1, size))


def part_asked(request: HttpRequest, whole: FileResponse) -> HttpResponseBase:
    """The part of a file that the request asks for, else the whole.

    `whole` has an ETag, a Last-Modified and a Content-Length. If-Range names the file of which the visitor
    has a part already: if it has changed since, only the whole will do.
    """
    whole.headers["Accept-Ranges"] = "bytes"
    of_the_same = {None, whole.headers["ETag"], whole.headers["Last-Modified"]}
    if request.method != "GET" or request.headers.get("If-Range") not in of_the_same:
        return whole
    size = int(whole.headers["Content-Length"])
    positions = positions_asked(request.headers.get("Range", ""), size)
    if positions is None:
        return whole
    if not positions:
        whole.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    whole.streaming_content = FilePart(whole.file_to_stream, positions)
    whole.status_code = 206
    whole.headers["Content-Length"] = str(len(positions))
    whole.headers["Content-Range"] = f"bytes {positions.start}-{positions.stop - 1}/{size}"
    return whole
