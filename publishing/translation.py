"""Which texts have a column for each language (django-modeltranslation), and how they are read."""

from modeltranslation.fields import TranslationFieldDescriptor
from modeltranslation.translator import TranslationOptions, translator

from publishing.languages import CODES, ENGLISH, column, current
from publishing.models import Document, Picture, Publishable, Topic
from publishing.models.publishable import TEXTS

COLUMNS = {(name, code): column(name, code) for name in TEXTS for code in CODES}


class TextDescriptor(TranslationFieldDescriptor):
    """Reads a text in the reader's language, in English where it is missing. The library's own does the same,
    but asks the settings each time, and a page reads hundreds.
    """

    def __init__(self, field):
        super().__init__(field)
        self.columns = {code: column(field.name, code) for code in CODES}

    def __get__(self, instance, owner):
        if instance is None:
            return self
        text = getattr(instance, self.columns[current()])
        return text or getattr(instance, self.columns[ENGLISH]) or ""


class WholeTextDescriptor(TranslationFieldDescriptor):
    """Reads title, summary and body from the same language, so that half-finished translations are never
    mixed in.
    """

    def __get__(self, instance, owner):
        if not isinstance(instance, Publishable):  # the class, or a row of values()
            return super().__get__(instance, owner)
        return getattr(instance, COLUMNS[self.field.name, instance.text_language]) or ""


def register_texts(model, *names: str) -> None:
    """Have a column for each of these texts in each of the site's languages."""
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": names})
    translator.register(model, options)
    for name in names:
        setattr(model, name, TextDescriptor(model._meta.get_field(name)))


def register(model, *names: str) -> None:
    """The same for the texts of a Publishable model, and its own."""
    register_texts(model, *TEXTS, *names)
    for name in TEXTS:
        setattr(model, name, WholeTextDescriptor(model._meta.get_field(name)))


register_texts(Picture, "alt_text", "caption")
register_texts(Document, "title")
register_texts(Topic, "name")
