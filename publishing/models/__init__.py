"""The models: `addressed`, everything that has a page, with its `former_slug`s; `publishable`, everything
that is published, `translated` or not, with its `topic`s; the library, `picture` and `document`, and
`ordered`, rows of lists that belong to an item. `indexes` is for migrations.
"""

from publishing.models.addressed import Addressed
from publishing.models.document import Document
from publishing.models.former_slug import FormerSlug
from publishing.models.picture import Picture
from publishing.models.publishable import Publishable, publishable_models
from publishing.models.topic import Topic, TopicItem
from publishing.states import Stage, State

__all__ = [
    "Addressed",
    "Document",
    "FormerSlug",
    "Picture",
    "Publishable",
    "Stage",
    "State",
    "Topic",
    "TopicItem",
    "publishable_models",
]
