from django.http import Http404

from events.models import Event, Organisation, Participation, Person
from events.schema_org import organisation_facts, person_facts
from events.search import OrganisationSearch, PeopleSearch
from events.views.appearances import Appearances
from events.views.records import Directory, RecordPage
from publishing.addresses import by_slug
from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared

MAX_PEOPLE = 24


class PeopleList(Directory):
    template_name = "events/people.html"
    search_class = PeopleSearch


class OrganisationList(Directory):
    template_name = "events/organisations.html"
    search_class = OrganisationSearch


@by_slug
def public_person():
    return Person.objects.public().select_related("photo").with_organisations().with_topics()


class PersonPage(RecordPage):
    """A person with every appearance that visitors may see."""

    template_name = "events/person.html"
    paginate_by = 30

    def find(self, slug):
        return public_person(slug)

    def rows(self, person):
        return Participation.objects.listed().filter(person=person).latest_first().for_person_page()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(person=self.record, **kwargs)
        page = context["page_obj"]
        newest = page if page.number == 1 else self.rows(self.record.pk)[:1]
        latest = next(iter(newest), None)
        if latest is None:  # taken off the lists since the record was read
            raise Http404
        return context | {
            "latest": latest,
            "appearances": Appearances(page, known=latest if page.number == 1 else None),
            "facts": person_facts(self.record, latest),
        }


@by_slug
def public_organisation():
    return Organisation.objects.public().select_related("logo", "country").with_relatives()


@prepared
def people_of_organisation():
    people = Person.objects.seen_in(_listed(Parameter("organisation")))
    return people.present_first(Parameter("organisation"))[:MAX_PEOPLE]


def _listed(organisation):
    return Participation.objects.listed().filter(organisation=organisation)


class OrganisationPage(RecordPage):
    """An organisation with its people and events."""

    template_name = "events/organisation.html"

    def find(self, slug):
        return public_organisation(slug)

    def rows(self, organisation):
        events = Event.objects.published().with_organisation(organisation).counting(_listed(organisation))
        return events.with_parts_of(organisation).for_cards().latest_first()

    def get_context_data(self, **kwargs):
        people = people_of_organisation(organisation=self.record.pk)
        return super().get_context_data(
            organisation=self.record,
            facts=organisation_facts(self.record),
            people=[person for person in people if not person.has_left],
            former_people=[person for person in people if person.has_left],
            **kwargs,
        )
