from pathlib import Path

from django.conf import settings
from django.core.management.commands import makemessages

from carec_site.templating.texts import python_of

FOLDERS = {Path(folder).relative_to(settings.BASE_DIR) for folder in settings.TEMPLATES[-1]["DIRS"]}
OTHERS = {Path(folder).relative_to(settings.BASE_DIR) for folder in settings.TEMPLATES[0]["DIRS"]}


class BuildFile(makemessages.BuildFile):
    def preprocess(self):
        path = Path(self.path)
        if not self.is_templatized or not FOLDERS & set(path.parents) or OTHERS & set(path.parents):
            return super().preprocess()
        Path(self.work_path).write_text(python_of(path.read_text()))
        return None


class Command(makemessages.Command):
    """Django's, which in addition reads the templates of public pages."""

    build_file_class = BuildFile
