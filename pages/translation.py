from pages.models import Institute, Page, PagePerson
from publishing.translation import register, register_texts

register(Page, "short_title")
register_texts(PagePerson, "position")
register_texts(Institute, "name", "address", "opening_hours")
