"""Events, people, and what connects them.

In reading order: `country`, `kind`, `event` with `taking_part` and its `programme`; `names` and the two
models that have one, `person` and `participation`; `organisation`. `imports` are lists being imported;
`merge` and `split` are `undoable`.
"""

from events.models.country import Country
from events.models.event import Event, EventOrganisation
from events.models.imports import ImportBatch, ImportChange, ImportOrganisation, ImportRow, ImportSource
from events.models.kind import EventKind, Series
from events.models.merge import DifferentPair, Merge
from events.models.organisation import Organisation
from events.models.participation import Participation, ParticipationRole
from events.models.person import Person
from events.models.programme import GalleryPicture, Material, Session
from events.models.split import Split

__all__ = [
    "Country",
    "DifferentPair",
    "Event",
    "EventKind",
    "EventOrganisation",
    "GalleryPicture",
    "ImportBatch",
    "ImportChange",
    "ImportOrganisation",
    "ImportRow",
    "ImportSource",
    "Material",
    "Merge",
    "Organisation",
    "Participation",
    "ParticipationRole",
    "Person",
    "Series",
    "Session",
    "Split",
]
