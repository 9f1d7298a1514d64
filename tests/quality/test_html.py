"""The Nu HTML checker has neither an error nor a warning for any address of the sitemap, or any state."""

import json
import subprocess
from xml.etree import ElementTree

from tests.quality.tools import program

PLACES = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def sitemap(served, address):
    """Every address in a sitemap, or in those that an index names."""
    root = ElementTree.fromstring(served.read(address))
    found = [place.text for place in root.iter(PLACES)]
    return [each for part in found for each in sitemap(served, part)] if root.tag.endswith("index") else found


def test_no_page_has_an_error_or_a_warning(served, programs, tmp_path):
    states = [address for _kind, _language, address in served.addresses]
    addresses = sorted({*sitemap(served, f"{served.url}/sitemap.xml"), *states})
    files = {}
    for number, address in enumerate(addresses):
        file = tmp_path / f"{number}.html"
        file.write_bytes(served.read(address))
        files[file.name] = address
    jar = programs / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [program("java", "default-jre-headless"), "-jar", jar, "--format", "json"]

    done = subprocess.run([*command, *tmp_path.iterdir()], capture_output=True, text=True, check=False)

    messages = json.loads(done.stderr)["messages"]
    found = {each["message"]: files[each["url"].rpartition("/")[2]] for each in messages}
    print(f" [{len(addresses)} addresses]", end="")
    assert found == {}
    assert len(addresses) > 200
