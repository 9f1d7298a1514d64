"""A real press release of the Institute, imported beside the demo: its page leads to what it tells of."""

from urllib.parse import urlsplit

import pytest
from lxml import html

KIND = "article, press release"


def test_release_leads_to_its_event_its_speakers_and_countries(served):
    if KIND not in served.kinds:
        pytest.skip("the press release does not lie beside the project")
    tree = html.fromstring(served.read(served.address(KIND)))

    links = [urlsplit(each).path for each in tree.xpath("//section[@class='named']//a/@href")]

    assert links == [
        "/events/knowledge-symposium-beijing/",
        "/people/huang-jingjing/",
        "/people/kabir-jurazoda/",
        "/organisations/center-for-international-development-knowledge/",
        *(f"/countries/{code}/" for code in ("kz", "kg", "cn", "tj", "tm", "uz")),
    ]
    assert len(tree.xpath("//h2[normalize-space()='Read next']/following::article")) == 3
