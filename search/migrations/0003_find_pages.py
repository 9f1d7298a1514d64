from django.db import migrations

from search.index.keeping import find
from search.index.sources import PAGE


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_watch_content_and_add_the_institute"), ("search", "0002_find_content")]

    operations = [find(PAGE)]
