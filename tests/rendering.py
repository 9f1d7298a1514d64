"""What `response.context` holds in tests: the variables of the page, and not of each widget and part of it.

Django's test client copies the variables of every template that a page is made of. A form of staff has
1,600, and a quarter of its time went into that.
"""

from contextlib import contextmanager

import pytest
from django.template import Context, Template, engines
from django.template.backends import jinja2
from django.test.signals import template_rendered


def _render(self, context):
    is_whole = context.template is self
    if is_whole and self.engine is engines["django"].engine:  # widgets have an engine of their own
        template_rendered.send(sender=self, template=self, context=context)
    return self.nodelist.render(context)


_render_page = jinja2.Template.render


def _render_and_tell(self, context=None, request=None):
    """Public pages: their engine tells nobody what it renders."""
    template_rendered.send(sender=self, template=self, context=Context(context))
    return _render_page(self, context, request)


@contextmanager
def contexts_of_pages_alone():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", _render)
        patch.setattr(jinja2.Template, "render", _render_and_tell)
        yield
