from modeltranslation.translator import TranslationOptions, translator

from news.models import Article, Author
from publishing.translation import register


class AuthorTranslation(TranslationOptions):
    fields = ("name", "affiliation")


register(Article)
translator.register(Author, AuthorTranslation)
