"""Finds the item at a current or former address."""

from django.shortcuts import get_object_or_404

from publishing.models import FormerSlug


def get_by_slug_or_404(queryset, slug: str):
    """The item of `queryset` that has this slug or had it before; the caller redirects when they differ."""
    item = queryset.filter(slug=slug).first()
    if item:
        return item
    former = get_object_or_404(FormerSlug.objects.of_model(queryset.model), slug=slug)
    return get_object_or_404(queryset, pk=former.object_id)
