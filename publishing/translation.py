"""Which texts have a column for each language (django-modeltranslation)."""

from modeltranslation.fields import TranslationFieldDescriptor
from modeltranslation.translator import TranslationOptions, translator

from publishing.languages import CODES, column
from publishing.models import Document, Picture, Publishable, Topic
from publishing.models.publishable import TEXTS

COLUMNS = {(name, code): column(name, code) for name in TEXTS for code in CODES}


class PublishableTranslation(TranslationOptions):
    fields = TEXTS


class WholeTextDescriptor(TranslationFieldDescriptor):
    """Reads title, summary and body from the same language, so that half-finished translations are never
    mixed in.
    """

    def __get__(self, instance, owner):
        if not isinstance(instance, Publishable):  # the class, or a row of values()
            return super().__get__(instance, owner)
        return getattr(instance, COLUMNS[self.field.name, instance.text_language]) or ""


def register(model, extra_fields=()):
    """Register a Publishable model, and its own translated fields, for the site's languages."""
    options = type(
        f"{model.__name__}Translation", (PublishableTranslation,), {"fields": (*TEXTS, *extra_fields)}
    )
    translator.register(model, options)
    for name in TEXTS:
        setattr(model, name, WholeTextDescriptor(model._meta.get_field(name)))


class PictureTranslation(TranslationOptions):
    fields = ("alt_text", "caption")


class DocumentTranslation(TranslationOptions):
    fields = ("title",)


class TopicTranslation(TranslationOptions):
    fields = ("name",)


translator.register(Picture, PictureTranslation)
translator.register(Document, DocumentTranslation)
translator.register(Topic, TopicTranslation)
