"""Asks both servers for the same pages, before and after something happens."""

from collections.abc import Iterable

from tests.carec_site.page_cache.exactness.machines import Machines


class Witness:
    """`answers` are those that the two servers gave last, `now` is what is right."""

    def __init__(self, machines: Machines, names: Iterable[str]):
        self.machines = machines
        self.pages = [machines.page(name) for name in names]
        self.now = machines.work("made_anew", self.pages)
        self.answers = machines.pages(self.pages)

    def sees_a_change(self):
        """Both servers answer what the pages have become."""
        self.answers = self.machines.pages(self.pages)
        before, self.now = self.now, self.machines.work("made_anew", self.pages)
        self.is_told_the_truth()
        assert self.now != before, "The pages show no change."

    def sees_no_change(self):
        self.answers = self.machines.pages(self.pages)
        self.is_told_the_truth()

    def is_told_the_truth(self):
        wrong = [
            f"server {number}: {page}"
            for number, answers in enumerate(self.answers)
            for page in self.pages
            if answers[page] != self.now[page]
        ]
        assert wrong == [], f"Not as it is now: {wrong}"
