from django import template
from django.utils.translation import get_language

from freshness.keeping import Shelf

register = template.Library()


@register.tag
def kept(parser, token):
    """`{% kept section %}…{% endkept %}`: what is between is rendered again only when something it shows has
    changed in the database. The language and the values named tell pieces apart; it may use nothing else that
    differs from page to page.
    """
    _name, *names = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodes, [parser.compile_filter(name) for name in names])


class KeptNode(template.Node):
    def __init__(self, nodelist, names):
        self.nodelist, self.names = nodelist, names
        self.shelf = Shelf()

    def render(self, context):
        key = (get_language(), *(name.resolve(context) for name in self.names))
        return self.shelf.get(key, lambda: self.nodelist.render(context))
