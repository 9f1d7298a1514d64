"""What stands on pages of the administration."""

from tests.markup import tree_of


def texts(response, element, *classes) -> list[str]:
    """The words of each element that has these classes."""
    return [
        " ".join(node.text_content().split())
        for node in tree_of(response).iter(element)
        if set(classes) <= set((node.get("class") or "").split())
    ]
