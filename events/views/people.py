from events.models import Country, Event, Organisation, Participation, Person
from events.schema_org import organisation_facts, person_facts
from events.search import OrganisationSearch, PeopleSearch
from events.views.records import Directory, RecordPage

MAX_PEOPLE = 24


class PeopleList(Directory):
    template_name = "events/people.html"
    search_class = PeopleSearch


class OrganisationList(Directory):
    template_name = "events/organisations.html"
    search_class = OrganisationSearch


class PersonPage(RecordPage):
    """A person with every appearance that visitors may see."""

    template_name = "events/person.html"
    paginate_by = 30

    def get_records(self):
        return Person.objects.public().select_related("photo")

    def get_queryset(self):
        return self.record.participations.listed().latest_first().for_person_page()

    def get_context_data(self, **kwargs):
        listed = self.record.participations.listed()
        return super().get_context_data(
            person=self.record,
            facts=person_facts(self.record),
            latest=listed.latest_first().select_related("event", "organisation", "country").first(),
            organisations=Organisation.objects.of_people_in(listed).by_name(),
            **kwargs,
        )


class OrganisationPage(RecordPage):
    """An organisation with its people and events."""

    template_name = "events/organisation.html"

    def get_records(self):
        return Organisation.objects.public().select_related("logo", "country")

    def get_queryset(self):
        events = Event.objects.published().with_organisation(self.record).counting(self.listed)
        return events.with_parts_of(self.record).for_cards().latest_first()

    @property
    def listed(self):
        return Participation.objects.listed().filter(organisation=self.record)

    def get_context_data(self, **kwargs):
        people, public = Person.objects.seen_in(self.listed), Organisation.objects.public()
        return super().get_context_data(
            organisation=self.record,
            facts=organisation_facts(self.record),
            country=Country.objects.public().filter(pk=self.record.country_id).first(),
            parent=public.filter(pk=self.record.parent_id).first(),
            units=public.filter(parent=self.record).by_name(),
            people=people[:MAX_PEOPLE],
            people_count=people.count(),
            **kwargs,
        )
