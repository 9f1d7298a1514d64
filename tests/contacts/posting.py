"""The contact form as a browser sends it and reads it."""

import html5lib

ADDRESSES = {"en": "/contact/", "ru": "/ru/contact/", "zh-hans": "/zh-hans/contact/"}
TYPED = {
    "kind": "commendation",
    "name": "Dilnoza Karimova",
    "email": "dilnoza@example.org",
    "organisation": "Ministry of Transport",
    "country": "Uzbekistan",
    "message": "The workshop was a great help.\nThank you!",
    "page": "/news/2026/workshop/",
}
INCOMPLETE = {**TYPED, "name": ""}


def shown(response):
    """What the fields of the form on a page hold, by name, as a browser reads it."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    [form] = [form for form in tree.iter("form") if form.get("method") == "post"]
    values = {field.get("name"): field.text or "" for field in form.iter("textarea")}
    for field in form.iter("input"):
        if field.get("type") != "radio" or field.get("checked") is not None:
            values[field.get("name")] = field.get("value", "")
    return values


def alert(response):
    """The words of the notice above the form."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    [notice] = [node for node in tree.iter() if node.get("role") == "alert"]
    assert notice.get("tabindex") == "-1"
    return " ".join("".join(notice.itertext()).split())


def post(client, address="/contact/", *, data=TYPED, **headers):
    return client.post(address, data, headers=headers)
