"""Two servers as on two machines: processes of their own, which share nothing but the database."""

import json
import subprocess
from contextlib import contextmanager

from tests.serving import open_production


class Machines:
    def __init__(self, production, **environ):
        self.connect = production.connect
        self.sites = [production.site(LOG_LEVEL="WARNING", **environ) for _machine in range(2)]


@contextmanager
def two_machines(**environ):
    """Filled with the whole site."""
    with open_production() as production:
        machines = Machines(production, **environ)
        try:
            filling = machines.sites[0].run(
                "-m", "tests.carec_site.full_site", stdout=subprocess.PIPE, text=True
            )
            machines.made = json.loads(filling.communicate()[0])
            with (production.folder / "log").open("w") as log:
                for site in machines.sites:
                    site.start(log, "--worker-class=gthread", "--workers=1", "--threads=8")
            yield machines
        finally:
            for site in machines.sites:
                site.stop()
