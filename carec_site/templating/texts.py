"""The texts in templates of Jinja2, as GNU gettext finds them."""

from django.template import engines


def python_of(source: str) -> str:
    """Calls of gettext functions, each in the line of the template in which its text stands."""
    lines = [""] * (source.count("\n") + 1)
    for number, function, texts in engines["jinja2"].env.extract_translations(source):
        words = [text for text in (texts if isinstance(texts, tuple) else (texts,)) if text is not None]
        lines[number - 1] += f"{function}({', '.join(map(repr, words))});"
    return "\n".join(lines)
