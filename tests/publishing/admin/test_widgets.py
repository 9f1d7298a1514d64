import json
import re
from html import unescape

import pytest
from django.utils import translation

from publishing.admin.widgets import RichTextWidget

SENTENCES = {
    "en": {
        "one": "# picture was left out: add it from the library.",
        "few": "# pictures were left out: add them from the library.",
        "many": "# pictures were left out: add them from the library.",
        "other": "# pictures were left out: add them from the library.",
    },
    "ru": {
        "one": "# изображение не вставлено: добавьте его из библиотеки изображений.",
        "few": "# изображения не вставлены: добавьте их из библиотеки изображений.",
        "many": "# изображений не вставлено: добавьте их из библиотеки изображений.",
        "other": "# изображений не вставлено: добавьте их из библиотеки изображений.",
    },
    "zh-hans": dict.fromkeys(["one", "few", "many", "other"], "有 # 张图片未粘贴：请从图片库中添加。"),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_rich_text_says_for_every_plural_what_a_paste_left_out(language):
    with translation.override(language):
        html = RichTextWidget().render("body", "<p>a</p>")

    [sentences] = re.findall(r'data-pictures-left-out="([^"]*)"', html)
    assert json.loads(unescape(sentences)) == SENTENCES[language]
