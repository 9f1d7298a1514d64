"""Files of events, and the way of an officer who imports them."""

import csv
from io import BytesIO, StringIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from events.models import EventKind

IMPORT = "/admin/events/event/import/"
CONFIRM = "/admin/events/event/process_import/"
ROW = {
    "uid": "forum-2026",
    "title": "Forum",
    "kind": "Forum",
    "first_day": "2026-05-01",
    "start_time": "09:00",
    "last_day": "2026-05-02",
    "end_time": "17:30",
    "time_zone": "Asia/Almaty",
    "mode": "hybrid",
    "city": "Almaty",
    "country": "Kazakhstan",
}


def table(*rows):
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("events.csv", out.getvalue().encode())


def workbook(*rows):
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("events.xlsx", out.getvalue())


def calendar(*events, head=""):
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{body}END:VCALENDAR\r\n"
    return SimpleUploadedFile("events.ics", text.encode())


def look(client, file):
    """Upload a file; the answer shows its rows."""
    kind = EventKind.objects.get(slug="workshop").pk
    data = {"import_file": file, "kind": kind, "time_zone": "Asia/Shanghai", "format": "0", "resource": "0"}
    response = client.post(IMPORT, data)
    assert response.status_code == 200
    return response


def rows(response):
    return [(row["number"], row["outcome"], row["notes"]) for row in response.context["rows"]]


def confirm(client, response):
    form = response.context["confirm_form"]
    return client.post(CONFIRM, form.initial, follow=True)


def take(client, file):
    """Upload a file and confirm it."""
    return confirm(client, look(client, file))
