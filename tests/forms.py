"""Forms of the administration as a browser reads and sends them."""

from django.urls import reverse

from tests.markup import tree_of

LIST = "/admin/news/article/"
ADD = f"{LIST}add/"


def change(item):
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])


def _content_form(response):
    [main] = [node for node in tree_of(response).iter("div") if node.get("id") == "content-main"]
    return next(main.iter("form"), main)


def fields(response) -> dict[str, str | list[str]]:
    """What the form of a page would send if nothing was changed and no button named a value."""
    return values_of(_content_form(response))


def values_of(form) -> dict[str, str | list[str]]:
    values = {}
    for node in form.iter():
        name = node.get("name")
        if not name or "__prefix__" in name:
            continue
        if node.tag == "textarea":
            values[name] = node.text or ""
        elif node.tag == "select":
            chosen = [o.get("value") for o in node.iter("option") if o.get("selected") is not None]
            values[name] = chosen if node.get("multiple") is not None else next(iter(chosen), "")
        elif node.tag == "input" and node.get("type") not in {"submit", "checkbox", "radio", "file"}:
            values[name] = node.get("value", "")
        elif node.tag == "input" and node.get("checked") is not None:
            values[name] = node.get("value", "on")
    return values


def typed(response) -> set[str]:
    """The names of the fields that people write in."""
    chosen = {"submit", "checkbox", "radio", "file", "hidden"}
    nodes = [node for node in _content_form(response).iter() if node.get("name")]
    return {
        node.get("name")
        for node in nodes
        if "__prefix__" not in node.get("name")
        and (node.tag == "textarea" or (node.tag == "input" and node.get("type") not in chosen))
    }


def send(client, address, **changes):
    """Open a form, change some of its fields, send it and follow where it leads."""
    return client.post(address, fields(client.get(address)) | changes, follow=True)


def buttons(response) -> list[str]:
    return [
        "".join(node.itertext()).strip()
        for node in _content_form(response).iter("button")
        if node.get("type") == "submit"
    ]


def errors(response) -> list[str]:
    """The sentences of all errors on a page, in order, without markup."""
    lists = [node for node in tree_of(response).iter("ul") if "errorlist" in node.get("class", "")]
    return [" ".join("".join(item.itertext()).split()) for node in lists for item in node.iter("li")]


def messages(response) -> list[str]:
    lists = [node for node in tree_of(response).iter("ul") if node.get("class") == "messagelist"]
    return [" ".join("".join(item.itertext()).split()) for node in lists for item in node.iter("li")]


def rows(response) -> list[str]:
    """The text of the first link of each row in a list."""
    tables = [node for node in tree_of(response).iter("table") if node.get("id") == "result_list"]
    found = [row.findall(".//th//a") for table in tables for row in table.find("tbody")]
    return ["".join(links[0].itertext()) for links in found]
