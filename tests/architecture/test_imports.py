"""Who may import whom."""

from graphlib import TopologicalSorter

import pytest
from django.apps import apps

from tests.architecture.sources import PACKAGES, imported, module_graph, sources

MAY_IMPORT = {
    "freshness": set(),
    "publishing": {"freshness"},
    "history": {"freshness", "publishing"},
    "events": {"freshness", "publishing", "history"},
    "contacts": {"freshness"},
    "news": {"freshness", "publishing", "history", "events"},
    "pages": {"freshness", "publishing", "history", "events"},
    "search": {"freshness", "publishing", "events", "news", "pages"},
    "subscriptions": {"freshness", "publishing", "events", "news", "contacts"},
    "home": {"freshness", "publishing", "events", "news", "pages", "contacts"},
    "audit": {"publishing", "history", "contacts"},
    "carec_site": {
        *("freshness", "publishing", "events", "news", "pages", "contacts", "search", "subscriptions"),
        *("home", "history", "audit"),
    },
}
MAY_RELATE = {
    "freshness": set(),
    "publishing": {"auth", "contenttypes", "taggit"},
    "history": {"auth"},
    "events": {"auth", "contenttypes", "publishing"},
    "contacts": {"auth", "contenttypes", "post_office"},
    "news": {"auth", "contenttypes", "publishing", "events"},
    "pages": {"auth", "contenttypes", "publishing", "events"},
    "search": set(),
    "subscriptions": {"publishing", "events", "news"},
    "home": {"publishing", "events", "news", "contacts"},
    "audit": set(),
    "carec_site": set(),
}


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_one_way(package):
    found = {name.split(".")[0] for path in sources(package) for name in imported(path)} & set(MAY_IMPORT)

    assert found - {package} <= MAY_IMPORT[package]
    assert found


@pytest.mark.parametrize("package", PACKAGES)
def test_relations_go_one_way(package):
    found = {
        field.related_model._meta.app_label
        for model in apps.get_app_config(package).get_models()
        for field in model._meta.get_fields(include_hidden=False)
        if field.is_relation and field.related_model and not field.auto_created
    }

    assert found - {package} <= MAY_RELATE[package]


def test_no_module_imports_itself_by_way_of_others():
    graph = module_graph()

    assert len(graph) > 250
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def neighbours(folder, graph):
    """What lies in a folder, modules and folders, and which of these each imports."""
    arrows, inside = {}, f"{folder}."
    for name, targets in graph.items():
        if name.startswith(inside):
            here = name.removeprefix(inside).split(".")[0]
            there = {each.removeprefix(inside).split(".")[0] for each in targets if each.startswith(inside)}
            arrows.setdefault(here, set()).update(there - {here})
    return arrows


def test_no_two_neighbours_in_a_folder_import_each_other():
    graph = module_graph()
    folders = {name.rpartition(".")[0] for name in graph} - {""}

    assert len(folders) > 30
    for folder in sorted(folders):
        TopologicalSorter(neighbours(folder, graph)).prepare()
