from home.models import HomePage
from publishing.translation import register_texts

register_texts(HomePage, "headline")
