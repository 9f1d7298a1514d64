from django.db import migrations

from search.index.keeping import make_words_anew

# 々 and 〇 were spaces. Not all texts are kept beside their words, but before a 〇 a digit was a word by itself.
CHANGED = """title ~ '[々〇]' OR text ~ '[々〇]' OR words @@ '一 | 二 | 三 | 四 | 五 | 六 | 七 | 八 | 九'::tsquery"""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_find_pages")]

    operations = [make_words_anew(CHANGED)]
