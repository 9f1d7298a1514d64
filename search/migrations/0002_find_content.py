from django.db import migrations

from search.index.keeping import find
from search.index.sources import ARTICLE, COUNTRY, DOCUMENT, EVENT, ORGANISATION, PERSON


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("events", "0024_index_missing_translations"),
        ("news", "0010_index_missing_translations"),
        ("publishing", "0008_widen_keys_of_topic_items"),
        ("search", "0001_add_the_index"),
    ]

    operations = [find(source) for source in (ARTICLE, EVENT, PERSON, ORGANISATION, COUNTRY, DOCUMENT)]
