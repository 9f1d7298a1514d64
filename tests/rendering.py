"""What `response.context` holds in tests: the variables of the page, and not of each widget and part of it.

Django's test client copies the variables of every template that a page is made of. A form of staff has
1,600, and a quarter of its time went into that.
"""

from contextlib import contextmanager

import pytest
from django.template import Template, engines
from django.test.signals import template_rendered


def _render(self, context):
    is_whole = context.template is self
    if is_whole and self.engine is engines["django"].engine:  # widgets have an engine of their own
        template_rendered.send(sender=self, template=self, context=context)
    return self.nodelist.render(context)


@contextmanager
def contexts_of_pages_alone():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", _render)
        yield
