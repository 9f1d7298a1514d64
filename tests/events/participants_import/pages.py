"""The pages of an import as an officer clicks through them."""

from django.urls import reverse

from events.models import ImportBatch
from tests import forms
from tests.events.participants_import.lists import HEADINGS, csv_file, run
from tests.markup import tree_of

ROWS = [
    ["Bek Umarov", "bek@example.org", "Institute of Trade", "Uzbekistan", "Expert", "Speaker"],
    ["Aigul Saparova", "", "Ministry of Trade", "Kazakhstan", "Researcher", ""],
    ["Aigul Saparovna", "", "Ministry of Trade", "Kazakhstan", "Director", ""],
    ["Nino Beridze", "", "", "Narnia", "Expert", ""],
]


def address(name, *args):
    return reverse(f"admin:events_event_{name}", args=args)


def uploaded(client, event, rows=ROWS, **values):
    values = {"source": "Zoom registration", "file": csv_file(rows), **values}
    return client.post(address("import", event.pk), values)


def checked(client, event, rows=ROWS, headings=HEADINGS):
    uploaded(client, event, file=csv_file(rows, headings))
    batch = ImportBatch.objects.latest("pk")
    forms.send(client, address("import_columns", event.pk, batch.pk))
    run(batch)  # what a request leaves on a slow machine
    return batch


def act(client, name, event, batch, **values):
    response = client.post(address(name, event.pk, batch.pk), values, follow=True)
    batch.refresh_from_db()
    return response


def shown_in(response) -> dict[str, str]:
    """What the pages of rows and organisations send if nobody touches anything."""
    tree = tree_of(response)
    inputs = [node for node in tree.iter("input") if node.get("type") != "radio" or "checked" in node.attrib]
    return {node.get("name"): node.get("value", "") for node in inputs if "-" in node.get("name", "")}


def inputs_of(response) -> dict[str, str]:
    tree = tree_of(response)
    return {node.get("name", ""): node.get("value", "") for node in tree.iter("input")}
