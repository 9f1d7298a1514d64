"""Search for visitors among people and organisations."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from events.choices import OrganisationType
from events.filters import Choice, country_options
from events.models import Organisation, Participation, Person
from freshness.keeping import kept
from publishing.querysets import present

MAX_LENGTH = 100


class Search:
    """A name as ?q=aigul with filters as &country=kz; impossible values count as none."""

    def __init__(self, query):
        self.text = query.get("q", "").strip()[:MAX_LENGTH]
        self.choices = self.make_choices(query)

    def chosen(self, name: str) -> str:
        return next(choice.value for choice in self.choices if choice.name == name)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query)

    @property
    def query(self) -> str:
        """The search as the beginning of a query string, to be followed by further parameters."""
        wanted = {"q": self.text} | {choice.name: choice.value for choice in self.choices}
        return "".join(f"{urlencode({name: value})}&" for name, value in wanted.items() if value)


class PeopleSearch(Search):
    def make_choices(self, query):
        # Too many to choose from here: this choice is made by a link on the organisation's page.
        slug = query.get("organisation", "").replace("\0", "")
        options = _organisation(slug) if slug else []
        return [
            country_choice(_countries_of_people(), query),
            Choice("organisation", _("Organisation"), _("All organisations"), options, slug),
        ]

    def results(self):
        """People, the closest name first when searching by name; `latest` comes from the filtered
        participations.
        """
        listed = Participation.objects.listed()
        if code := self.chosen("country"):
            listed = listed.filter(country__code=code.upper())
        if slug := self.chosen("organisation"):
            listed = listed.filter(organisation__slug=slug)
        people = Person.objects.named_like(self.text) if self.text else Person.objects.all()
        return people.seen_in(listed)


class OrganisationSearch(Search):
    def make_choices(self, query):
        return [
            Choice("type", _("Type"), _("All types"), _types(), query.get("type", "")),
            country_choice(_countries_of_organisations(), query),
        ]

    def results(self):
        organisations = Organisation.objects.public().select_related("country", "logo")
        found = organisations.named_like(self.text) if self.text else organisations.by_name()
        if kind := self.chosen("type"):
            found = found.filter(type=kind)
        if code := self.chosen("country"):
            found = found.filter(country__code=code.upper())
        return found


def country_choice(options, query) -> Choice:
    return Choice("country", _("Country"), _("All countries"), options, query.get("country", ""))


@kept
def _countries_of_people():
    return country_options(Participation.objects.listed())


@kept
def _countries_of_organisations():
    return country_options(Organisation.objects.public())


@kept
def _types():
    public = Organisation.objects.public()
    found = present({each: public.filter(type=each) for each in OrganisationType})
    return [(each.value, str(each.label)) for each in found]


def _organisation(slug):
    organisations = Organisation.objects.of_people_in(Participation.objects.listed()).filter(slug=slug)
    return [(organisation.slug, organisation.name) for organisation in organisations]
