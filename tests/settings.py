"""The site's settings with what a test run needs to differ, and why."""

import os
import tempfile
from pathlib import Path

os.environ["DEBUG"] = "1"  # no secret is asked for; the runner itself turns DEBUG off
os.environ["SITE_URL"] = "http://localhost:8000"  # whatever a developer's own .env says
os.environ["OPENPYXL_LXML"] = "False"  # the site has no lxml: only tests read pages by it

from carec_site.settings import *  # noqa: F403  a settings module is its names
from carec_site.settings import DATA_DIR, DATABASES, STORAGES
from freshness.leases import WAIT_SETTING
from tests import emptying, kept_rows, migrated
from tests.bytecode import keep_bytecode
from tests.clock import start_clock

keep_bytecode()
start_clock()

# Uploads of a run are thrown away with it.
uploads = tempfile.TemporaryDirectory(prefix="carec-uploads-")
MEDIA_ROOT = Path(uploads.name, "media")
STORAGES["private"]["OPTIONS"]["location"] = Path(uploads.name, "private")
# Hashed names would cost a collectstatic before every run.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# The safe hasher is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests read their mail from memory.
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Pages are read within the transaction of a test; nobody holds a lease, so no commit must wait for it to end.
FRESHNESS_IN_TRANSACTIONS = True
FRESHNESS_BY_LEASE = False
DATABASES["default"].setdefault("OPTIONS", {})["options"] = f"-c {WAIT_SETTING}=0"
# The private server of tests may lose its data in a power cut, and is faster for it.
if "EMBEDDED_DIR" in DATABASES["default"]:
    DATABASES["default"] |= {"EMBEDDED_DIR": DATA_DIR / "postgres-test", "EMBEDDED_FAST": True}
    emptying.install()
    migrated.install()
else:
    kept_rows.install()
