from modeltranslation.translator import TranslationOptions, translator

from contacts.models import Quote, SavedAnswer, Topic

TEXTS = {Quote: ("text", "attribution"), SavedAnswer: ("text",), Topic: ("name",)}

for model, fields in TEXTS.items():
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields})
    translator.register(model, options)
