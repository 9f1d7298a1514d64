"""Countries by any of their names in any language, or by their ISO codes."""

import difflib
import re

from events.models import Country
from events.name_keys import folded


class Countries:
    """A snapshot of all countries, found by the texts of lists."""

    def __init__(self) -> None:
        self.by_name: dict[str, str] = {}
        self.by_code: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        for country in Country.objects.all():
            self.labels[country.code] = country.name
            self.by_code |= {country.code: country.code, country.code3: country.code}
            for name in country.all_names:
                self.by_name.setdefault(_comparable(name), country.code)

    def find(self, text: str) -> str | None:
        """The ISO code of the country. Codes are recognised only in capital Latin letters: КР is not KR."""
        if text.strip() in self.by_code:
            return self.by_code[text.strip()]
        whole = _comparable(text)
        if whole in self.by_name:
            return self.by_name[whole]
        parts = [self.by_name.get(_comparable(part)) for part in re.split(r"[/|()（）,;]", text)]
        found = set(parts) - {None}
        return found.pop() if len(found) == 1 else None

    def nearest(self, text: str) -> str:
        """The name of a country that may have been meant, or an empty string."""
        close = difflib.get_close_matches(_comparable(text), self.by_name, n=1, cutoff=0.8)
        return self.labels[self.by_name[close[0]]] if close else ""


def _comparable(name: str) -> str:
    text = folded(name).replace("&", " and ")
    return " ".join(re.findall(r"[^\W_]+", text))
