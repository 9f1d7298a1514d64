from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from publishing.cards.addresses import card_in
from publishing.cards.drawing import draw


@require_safe
def card(request, signed):
    """The card that this address describes; the institute is named in the language of the address."""
    found = card_in(signed)
    if not found:
        raise Http404
    return HttpResponse(draw(found), content_type="image/png")
