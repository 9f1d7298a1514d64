"""Indexes of what is published, and what migrations add indexes by."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Upper

from publishing.querysets import texts_together
from publishing.states import State


class AddIndex(migrations.AddIndex):
    """Django's own builds the model and all that are related to it anew, nearly every one of the site, for
    what no model in a migration is asked about: a quarter of the time in which an empty database is migrated.
    """

    def state_forwards(self, app_label, state):
        options = state.models[app_label, self.model_name_lower].options
        options[self.option_name] = [*options[self.option_name], self.index]


def index_of_shown(*fields: str, name: str, include: tuple[str, ...] = ()) -> models.Index:
    """An index by which what is published is found without reading its rows."""
    return models.Index(
        fields=fields,
        include=[*include, "publish_at", "unpublish_at"],
        name=name,
        condition=Q(state=State.PUBLISHED, trashed_at=None),
    )


def index_of_kept(*fields: str, name: str) -> models.Index:
    """An index by which a list of staff is sorted, which shows what is not in the trash."""
    return models.Index(fields=fields, name=name, condition=Q(trashed_at=None))


def index_of_texts(*names: str, name: str) -> GinIndex:
    """An index by which staff find words in these texts, in any language: see `containing()`."""
    return GinIndex(OpClass(Upper(texts_together(*names)), "gin_trgm_ops"), name=name)
