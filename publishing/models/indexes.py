"""What migrations add indexes by."""

from django.db import migrations


class AddIndex(migrations.AddIndex):
    """Django's own builds the model and all that are related to it anew, nearly every one of the site, for
    what no model in a migration is asked about: a quarter of the time in which an empty database is migrated.
    """

    def state_forwards(self, app_label, state):
        options = state.models[app_label, self.model_name_lower].options
        options[self.option_name] = [*options[self.option_name], self.index]
