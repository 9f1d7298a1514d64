"""How templates of public pages run: Jinja2's own way, less what none of ours asks for.

A page has some hundred calls and as many values to escape.
"""

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context
from markupsafe import Markup, escape

from freshness.keeping import kept

SPECIAL = re.compile("[&<>'\"]")


@kept
def kept_part(macro: Callable[..., str], *values: str | int | None) -> str:
    """What a macro gives, made once in each language until something changes that it reads.

    It shows nothing of the page or of the time but these plain values: what is read for it is not known.
    """
    if not all(value is None or isinstance(value, str | int) for value in values):
        raise TypeError(f"{macro} is kept for plain values: {values}")
    return macro(*values)


class PublicContext(Context):
    """Calls functions with the arguments that the template writes: ours do not ask for Jinja2's context."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805  Jinja2's names
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)


class PublicTemplate(Template):
    """A template whose macros use what is in the environment, and nothing of the page that imports them."""

    @classmethod
    def from_code(cls, environment: Environment, *args: Any, **kwargs: Any) -> Template:
        made = super().from_code(environment, *args, **kwargs)
        made.root_render_func.__globals__["escape"] = escaped
        return made

    def _get_default_module(self, ctx: Any = None) -> Any:
        # Jinja2 compares the names of both at each import, which took a tenth of a page's time.
        return super()._get_default_module()


class PublicEnvironment(Environment):
    template_class = PublicTemplate
    context_class = PublicContext


def escaped(value: Any) -> str:
    """What `escape()` gives, or the string itself where nothing in it must be escaped: a template only joins
    what it writes.
    """
    kind = type(value)
    if kind is Markup or (kind is str and not SPECIAL.search(value)):
        return value
    return escape(value)
