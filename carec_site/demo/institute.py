"""Puts the demo's fixed pages and the details of the institute into the database, once."""

from django.db import transaction

from carec_site.demo import content
from carec_site.demo.seeding import Seeding, in_languages
from events.models import Person
from pages.models import Institute, Page, PagePerson
from publishing.models import State


class InstituteSeeding:
    """Works on what `seeding` has put there, and adds to its counts. Pages are found by their slug; the
    details are filled in unless staff have begun to.
    """

    def __init__(self, seeding: Seeding):
        self.seeding = seeding

    @transaction.atomic
    def run(self) -> None:
        self._tell_details(content.institute())
        speakers = content.speakers()
        people = {person.name: person for person in Person.objects.all()}
        present = {page.slug: page for page in Page.objects.all()}
        for values in content.pages():
            if values["slug"] in present:
                self.seeding.kept["pages"] += 1
                continue
            page = self._page(values, present.get(values.get("parent")))
            present[page.slug] = page
            for order, name in enumerate(values.get("people", [])):
                if name in people:
                    position = in_languages("position", lambda short, name=name: speakers[name][short])
                    PagePerson.objects.create(page=page, person=people[name], order=order, **position)

    def _page(self, values, parent) -> Page:
        page = Page(
            slug=values["slug"],
            parent=parent,
            order=values["order"],
            menu=values["menu"],
            tells_periods=values.get("tells_periods", False),
            state=State.PUBLISHED,
            publish_at=self.seeding.now,
            created_by=self.seeding.editor,
            updated_by=self.seeding.editor,
            **in_languages("short_title", lambda short: values[short].get("short", "")),
        )
        self.seeding.put_texts(page, values)
        page.save()
        self.seeding.made["pages"] += 1
        self.seeding.on_step()
        return page

    def _tell_details(self, values) -> None:
        known = Institute.objects.get()
        if known.name_en:
            self.seeding.kept["details"] += 1
            return
        texts = {
            column: text.strip()
            for name in ("name", "address", "opening_hours")
            for column, text in in_languages(name, lambda short, name=name: values[short][name]).items()
        }
        plain = {name: value for name, value in values.items() if isinstance(value, str)}
        for name, value in (plain | texts).items():
            setattr(known, name, value)
        known.full_clean()
        known.save()
        self.seeding.made["details"] += 1
