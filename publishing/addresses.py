"""Slugs: made from a title in any script, and remembered when they change."""

import re

from anyascii import anyascii
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from publishing.models.former_slug import FormerSlug

MAX_LENGTH = 120


def slug_from(text: str) -> str:
    """An ASCII slug of at most 120 characters: Cyrillic is transliterated, Chinese becomes pinyin.

    Cut at a word's end where possible; the empty string if the text holds no letter or digit.
    """
    spaced = "".join(
        f" {anyascii(char)} " if "\u3400" <= char <= "\u9fff" else anyascii(char) for char in text
    )
    slug = slugify(spaced)
    if len(slug) > MAX_LENGTH:
        slug = slug[: MAX_LENGTH + 1].rpartition("-")[0] or slug[:MAX_LENGTH]
    return slug


def unique_slug(item) -> str:
    """A slug from the item's `address_text` that no other of its model has, now or by a former address."""
    model = type(item)
    base = slug_from(item.address_text) or model._meta.model_name
    present = model._base_manager.exclude(pk=item.pk)
    former = FormerSlug.objects.filter(content_type=ContentType.objects.get_for_model(model)).exclude(
        object_id=item.pk or 0
    )
    return first_free(base, present, former)


def first_free(base: str, *querysets) -> str:
    """`base`, or the first of base-2, base-3 … that is no slug in any queryset; at most 120 characters."""
    start = base[: MAX_LENGTH - 10]  # a number may take the place of the last few characters
    taken = {
        slug
        for queryset in querysets
        for slug in queryset.filter(slug__startswith=start).values_list("slug", flat=True)
    }
    return next_free(base, taken)


def next_free(base: str, taken) -> str:
    """`base`, or the first of base-2, base-3 … that is not in the set `taken`."""
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        suffix = f"-{number}"
        candidate = base[: MAX_LENGTH - len(suffix)] + suffix
    return candidate


def is_made_from(slug: str, text: str) -> bool:
    """Whether the text would give this slug, be it with a number."""
    base, found = slug_from(text), re.sub(r"-\d+$", "", slug)
    return base in (slug, found)


def fill_slugs(items) -> None:
    """Give new items of one model the slugs that `save()` would; for `bulk_create()` in one transaction."""
    model = type(items[0])
    lock_slugs(model)
    content_type = ContentType.objects.get_for_model(model)
    taken = set(model._base_manager.values_list("slug", flat=True))
    taken |= set(FormerSlug.objects.filter(content_type=content_type).values_list("slug", flat=True))
    for item in items:
        item.slug = next_free(slug_from(item.address_text) or model._meta.model_name, taken)
        taken.add(item.slug)


def lock_slugs(model) -> None:
    """Until the transaction ends nobody else makes a slug for this model: two may have the same title."""
    content_type = ContentType.objects.get_for_model(model)
    ContentType.objects.select_for_update(no_key=True).get(pk=content_type.pk)


def remember_slug(item, before) -> None:
    """Keep the slug of `before`, the item as it was, answering for it; its present one needs no entry.

    An address that visitors knew leads to the last item they saw there: a draft never takes it away.
    """
    content_type = ContentType.objects.get_for_model(type(item))
    FormerSlug.objects.filter(content_type=content_type, slug=item.slug, object_id=item.pk).delete()
    former, is_new = FormerSlug.objects.get_or_create(
        content_type=content_type, slug=before.slug, defaults={"object_id": item.pk}
    )
    if not is_new and before.has_known_address:
        former.object_id = item.pk
        former.save()


def get_by_slug_or_404(queryset, slug: str):
    """The item of `queryset` that has this slug or had it before; the caller redirects when they differ."""
    item = queryset.filter(slug=slug).first()
    if item:
        return item
    content_type = ContentType.objects.get_for_model(queryset.model)
    former = get_object_or_404(FormerSlug, content_type=content_type, slug=slug)
    return get_object_or_404(queryset, pk=former.object_id)
