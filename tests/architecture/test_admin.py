"""Classes of the administration say what they are built from: "go to definition" leads somewhere."""

import ast
import inspect
import textwrap
from functools import cache
from importlib import import_module

from tests.architecture.sources import PACKAGES, ROOT, name_of, sources

ADMIN = {
    package: [path for path in sources(package) if "admin" in path.relative_to(ROOT).with_suffix("").parts]
    for package in PACKAGES
}


def classes(path):
    """Each class that stands in a module, with its source as a tree."""
    found = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    return [(getattr(import_module(name_of(path)), node.name), node) for node in found]


def is_self(node):
    return isinstance(node, ast.Name) and node.id == "self"


def is_super(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def attributes(tree, is_owner, context):
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and is_owner(node.value) and isinstance(node.ctx, context)
    }


@cache
def given(cls):
    """What a class has by its body, by an annotation, or because it gives it to itself."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError):  # not written in Python
        return set(vars(cls))
    return {*vars(cls), *vars(cls).get("__annotations__", ()), *attributes(tree, is_self, ast.Store)}


def unknown(cls, tree):
    """What a class takes of itself, or of its bases, that neither it nor they have."""
    inherited = set().union(*map(given, cls.__mro__[1:]))
    taken = attributes(tree, is_self, ast.Load) - given(cls) - inherited - {"__class__"}
    passed_on = attributes(tree, is_super, ast.Load) - inherited
    return {*(f"self.{name}" for name in taken), *(f"super().{name}" for name in passed_on)}


def test_class_takes_of_itself_only_what_it_or_its_bases_have():
    paths = [path for package in PACKAGES for path in ADMIN[package]]
    found = {
        f"{name_of(path)}.{cls.__name__}": names
        for path in paths
        for cls, tree in classes(path)
        if (names := unknown(cls, tree))
    }

    assert len(paths) > 65
    assert found == {}
