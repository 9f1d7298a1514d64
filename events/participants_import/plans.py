"""Plans what the rows of one person would write. The dry run shows sentences, applying writes values."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.choices import UNKNOWN, Answer, Gender, PresenceMode, Role
from events.models import ImportOrganisation, Organisation, Person
from events.name_keys import key
from events.participants_import.columns.meanings import FIELDS
from events.participants_import.names import Name, script_of
from publishing import languages

FACTS = {"mode": PresenceMode, "attended": Answer, "consent": Answer, "gender": Gender}
MAX_ALIAS_LENGTH = 250


@dataclass
class Plan:
    """New attribute values, without unchanged ones. `says` has sentences for staff."""

    person: dict = field(default_factory=dict)
    participation: dict = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.person or self.participation or self.roles)


def name_of(values) -> Name:
    return Name(values["given"], values["family"], values["family_first"], values["native"])


def column(name: str, text: str) -> str:
    """The language column for a text, by its script."""
    return languages.column(name, languages.of_script(script_of(text)))


def make(several, known, organisation, defaults) -> Plan:
    """The plan for the values of one person's rows; where they differ, the first row counts.

    `known` is the person; `organisation` is an ImportOrganisation or None. Empty values never replace
    anything, and defaults fill only what is empty or unknown.
    """
    plan = Plan()
    if known.person:
        _plan_person(plan, several, known.person)
    _plan_facts(plan, several, known.participation, organisation, defaults)
    return plan


def first(several, name):
    return next((values[name] for values in several if values[name]), "")


def answer(several, name):
    """The value that counts from several rows: the first one given, but “no” to being listed always wins."""
    if name == "consent" and any(values[name] == Answer.NO for values in several):
        return Answer.NO.value
    return first(several, name)


def unused(values, several) -> list[str]:
    """Sentences about values in a row that differ from those that count for the person."""
    says = []
    for name in ("job_title", "organisation", "country", *FACTS):
        if values[name] and values[name] != answer(several, name):
            leading = next(each for each in several if each[name] == answer(several, name))
            words = {"what": FIELDS[name], "text": _word(values, name), "used": _word(leading, name)}
            if name == "consent":
                says.append(
                    _("%(what)s: “yes” was not used because another row for this person says “no”") % words
                )
            else:
                says.append(
                    _("%(what)s: “%(text)s” was not used because the first row says “%(used)s”") % words
                )
    return says


def _word(values, name) -> str:
    """A value as people read it."""
    if name in FACTS:
        return FACTS[name](values[name]).label
    return (name == "country" and values.get("country_name")) or values[name]


def add_person(several) -> Person:
    """A new, unsaved person with the names and email addresses from all their rows."""
    name = name_of(several[0])
    person = Person(
        given_name=name.given,
        family_name=name.family or ("" if name.given else name.native),
        family_name_first=name.family_first,
        native_name=name.native,
        honorific=first(several, "honorific"),
    )
    plan = Plan()
    _plan_person(plan, several, person)
    for attribute, value in plan.person.items():
        setattr(person, attribute, value)
    return person


def told_apart(known: Organisation | None, entry: ImportOrganisation | None, listed: str) -> tuple[str, str]:
    """The names of two organisations, with their countries if the names are the same."""
    before = str(known or "")
    if not (known and entry) or before.casefold() != listed.casefold():
        return before, listed
    there = entry.organisation.country if entry.organisation else entry.country or entry.home
    return tuple(
        f"{name} ({country or _('without a country')})"
        for name, country in ((before, known.country), (listed, there))
    )


def _plan_person(plan, several, person) -> None:
    emails, aliases = list(person.emails), list(person.aliases)
    present = {each.lower() for each in emails}
    native = person.native_name
    names = {key(name) for name in person.all_names}
    for values in several:
        name = name_of(values)
        if name.native and not native:
            native = name.native
            names.add(key(native))
            plan.says.append(_("name in native script: %(name)s") % {"name": native})
        for spelling in name.all:
            if key(spelling) not in names:
                names.add(key(spelling))
                aliases.append(spelling[:MAX_ALIAS_LENGTH])
                plan.says.append(_("new spelling: %(name)s") % {"name": spelling})
        if values["email"] and values["email"] not in present:
            present.add(values["email"])
            emails.append(values["email"])
            plan.says.append(_("new email address: %(email)s") % {"email": values["email"]})
    aliases = [alias for alias in aliases if alias.casefold() != native.casefold()]
    honorific = person.honorific or first(several, "honorific")
    for name, value in (
        ("emails", emails),
        ("aliases", aliases),
        ("native_name", native),
        ("honorific", honorific),
    ):
        if value != getattr(person, name):
            plan.person[name] = value
    if "honorific" in plan.person:
        plan.says.append(_("form of address: %(value)s") % {"value": honorific})


def _plan_facts(plan, several, here, organisation, defaults) -> None:
    _plan_job_title(plan, first(several, "job_title"), here)
    if organisation and (
        here is None or organisation.organisation_id != here.organisation_id or here.organisation_id is None
    ):
        plan.participation["organisation"] = organisation
        if here:
            new = str(organisation.organisation or organisation.name)
            names = told_apart(here.organisation, organisation, new)
            plan.says.append(_changed(_("organisation"), *names))
    values = next((each for each in several if each["country"]), several[0])
    country = values["country"]
    if country and (here is None or here.country is None or here.country.code != country):
        plan.participation["country"] = country
        if here:
            plan.says.append(_changed(_("country"), here.country, _word(values, "country")))
    for name, choices in FACTS.items():
        before = getattr(here, name) if here else UNKNOWN
        is_silent = before == UNKNOWN and not any(name in each.get("odd", ()) for each in several)
        value = answer(several, name) or (defaults.get(name, "") if is_silent else "")
        if name == "consent" and value == Answer.YES and before == Answer.NO:
            plan.says.append(
                _(
                    "agrees to be listed: “yes” was not used because “no” was said before; if the "
                    "person has changed their mind, change it in the list of participants"
                )
            )
        elif value and value != before:
            plan.participation[name] = value
            if here:
                label = here._meta.get_field(name).verbose_name
                old = "" if before == UNKNOWN else choices(before).label
                plan.says.append(_changed(label, old, choices(value).label))
    _plan_roles(plan, several, here, defaults)


def _plan_job_title(plan, text, here) -> None:
    """A title in a language other than English also fills the English column if that is empty."""
    if not text:
        return
    own = column("job_title", text)
    before = getattr(here, own) if here else ""
    if before != text:
        plan.participation[own] = text
        if here:
            plan.says.append(_changed(_("job title"), before, text))
    if own != "job_title_en" and not (here and here.job_title_en):
        plan.participation["job_title_en"] = text


def _plan_roles(plan, several, here, defaults) -> None:
    held = {each.role for each in here.roles.all()} if here else set()
    wanted = dict.fromkeys(role for values in several for role in values["role"] or ())
    if not wanted and not held and defaults.get("role"):
        wanted = {defaults["role"]: None}
    plan.roles = [role for role in wanted if role not in held]
    if here:
        plan.says += [_("additional role: %(role)s") % {"role": Role(role).label} for role in plan.roles]


def _changed(label, before, after) -> str:
    words = {"what": label, "before": before or "–", "after": after}
    return _("%(what)s: %(before)s → %(after)s") % words
