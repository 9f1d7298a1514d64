"""Search for visitors among people and organisations."""

from urllib.parse import urlencode

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.choices import OrganisationType
from events.filters import Choice
from events.models import Country, Organisation, Participation, Person
from freshness.keeping import kept
from publishing.querysets import count_rows

MAX_LENGTH = 100


class Search:
    """A name as ?q=aigul with filters as &country=kz and &letter=A; impossible values count as none."""

    def __init__(self, query):
        self.text = query.get("q", "").strip()[:MAX_LENGTH]
        self.choices = self.make_choices(query)
        letter = query.get("letter", "")
        # What a name is like has its own order.
        self.letter = letter if letter and letter in self.letters else ""

    @cached_property
    def letters(self) -> list[str]:
        """Those under which any name stands that the choices leave."""
        return [] if self.text else self.letters_of(*(choice.value for choice in self.choices))

    def chosen(self, name: str) -> str:
        return next(choice.value for choice in self.choices if choice.name == name)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query)

    @property
    def query(self) -> str:
        """The search as the beginning of a query string, to be followed by further parameters."""
        return self.query_of_choices + (f"{urlencode({'letter': self.letter})}&" if self.letter else "")

    @property
    def query_of_choices(self) -> str:
        """The same without the letter."""
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
        listed = _listed(*(choice.value for choice in self.choices))
        if self.text:
            return Person.objects.named_like(self.text).seen_in(listed)
        people = Person.objects.under(self.letter) if self.letter else Person.objects.all()
        return people.seen_in(listed).by_name()

    @staticmethod
    @kept
    def letters_of(country, organisation):
        return Person.objects.seen_in(_listed(country, organisation)).letters()


def _listed(country: str, organisation: str):
    """The participations that these choices leave."""
    listed = Participation.objects.listed()
    if country:
        listed = listed.filter(country__code=country.upper())
    return listed.filter(organisation__slug=organisation) if organisation else listed


class OrganisationSearch(Search):
    def make_choices(self, query):
        return [
            Choice("type", _("Type"), _("All types"), _types(), query.get("type", "")),
            country_choice(_countries_of_organisations(), query),
        ]

    def results(self):
        found = _organisations(*(choice.value for choice in self.choices)).select_related("country", "logo")
        if self.text:
            return found.named_like(self.text)
        return (found.under(self.letter) if self.letter else found).by_name()

    @staticmethod
    @kept
    def letters_of(kind, country):
        return _organisations(kind, country).letters()


def _organisations(kind: str, country: str):
    """The organisations that these choices leave."""
    found = Organisation.objects.public()
    if kind:
        found = found.filter(type=kind)
    return found.filter(country__code=country.upper()) if country else found


def country_choice(options, query) -> Choice:
    return Choice("country", _("Country"), _("All countries"), options, query.get("country", ""))


@kept
def _countries_of_people():
    return _countries(count_rows(Participation.objects.listed(), "country", different="person"))


@kept
def _countries_of_organisations():
    return _countries(count_rows(Organisation.objects.public(), "country"))


def _countries(number):
    """Those of which there are any, as options. One query."""
    found = Country.objects.annotate(number=number).by_name()
    return _counted((each.code.lower(), each.name, each.number) for each in found if each.number)


@kept
def _types():
    public = Organisation.objects.public()
    numbers = dict(public.order_by().values_list("type").annotate(Count("pk")))
    return _counted((each.value, each.label, numbers[each]) for each in OrganisationType if each in numbers)


def _counted(options) -> list[tuple[str, str]]:
    """Options that say in brackets how many there are."""
    return [
        (value, _("%(choice)s (%(number)s)") % {"choice": label, "number": number})
        for value, label, number in options
    ]


def _organisation(slug):
    organisations = Organisation.objects.of_people_in(Participation.objects.listed()).filter(slug=slug)
    return [(organisation.slug, organisation.name) for organisation in organisations]
