"""The code as its imports draw it."""

import ast
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = (
    "freshness",
    "publishing",
    "history",
    "events",
    "contacts",
    "news",
    "pages",
    "search",
    "subscriptions",
    "home",
    "audit",
    "carec_site",
)


def sources(folder):
    return sorted((ROOT / folder).rglob("*.py"))


def name_of(path):
    """The dotted name of a module; a folder's is that of its `__init__`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path):
    """Dotted names that a file imports, wherever in it the import stands; of `from a import b`, a.b."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_graph():
    """For each module of ours the modules of ours that it imports."""
    files = [path for package in PACKAGES for path in sources(package) if "migrations" not in path.parts]
    modules = {name_of(path): path for path in files}
    return {
        name: {found for each in imported(path) if (found := _module(each, modules)) and found != name}
        for name, path in modules.items()
    }


def _module(name, modules):
    return name if name in modules else (parent if (parent := name.rpartition(".")[0]) in modules else None)
