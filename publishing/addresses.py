"""Slugs: made from a title in any script, and remembered when they change."""

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
    """A slug from the item's title that no other item of its model has, now or by a former address."""
    model = type(item)
    base = slug_from(item.title_en or item.title) or model._meta.model_name
    taken = set(
        model._base_manager.filter(slug__startswith=base).exclude(pk=item.pk).values_list("slug", flat=True)
    ) | set(
        FormerSlug.objects.filter(
            content_type=ContentType.objects.get_for_model(model), slug__startswith=base
        )
        .exclude(object_id=item.pk or 0)
        .values_list("slug", flat=True)
    )
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        suffix = f"-{number}"
        candidate = base[: MAX_LENGTH - len(suffix)] + suffix
    return candidate


def remember_slug(item, former: str) -> None:
    """Keep `former` answering for `item`; its present slug needs no such entry."""
    content_type = ContentType.objects.get_for_model(type(item))
    FormerSlug.objects.filter(content_type=content_type, slug=item.slug).delete()
    FormerSlug.objects.update_or_create(
        content_type=content_type, slug=former, defaults={"object_id": item.pk}
    )


def get_by_slug_or_404(queryset, slug: str):
    """The item of `queryset` that has this slug or had it before; the caller redirects when they differ."""
    item = queryset.filter(slug=slug).first()
    if item:
        return item
    content_type = ContentType.objects.get_for_model(queryset.model)
    former = get_object_or_404(FormerSlug, content_type=content_type, slug=slug)
    return get_object_or_404(queryset, pk=former.object_id)
