from news.models import Article, Author
from publishing.translation import register, register_texts

register(Article)
register_texts(Author, "name", "affiliation")
