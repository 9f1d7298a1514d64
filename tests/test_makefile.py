"""What `make` hands on to the commands it runs."""

import os
import subprocess

from django.conf import settings


def test_settings_of_another_project_are_not_handed_on():
    """DJANGO_SETTINGS_MODULE stands in many a developer's shell."""
    show = 'show: ; @echo "$$PORT from $${DJANGO_SETTINGS_MODULE:-nowhere}"'

    done = subprocess.run(
        ["make", "--no-print-directory", f"--eval={show}", "show"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "another.settings", "PORT": "8123"},
        capture_output=True,
        text=True,
    )

    assert (done.stdout, done.stderr) == ("8123 from nowhere\n", "")
