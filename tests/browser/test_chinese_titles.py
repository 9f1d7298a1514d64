"""Where Chinese titles break: after punctuation, and within a phrase only if it is longer than a line."""

import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LINES = """(title) => {
  const text = document.createTreeWalker(title, NodeFilter.SHOW_TEXT).nextNode();
  const lines = [];
  let top = null;
  for (let place = 0; place < text.length; place++) {
    const letter = document.createRange();
    letter.setStart(text, place);
    letter.setEnd(text, place + 1);
    const box = letter.getBoundingClientRect();
    if (box.top !== top) lines.push("");
    top = box.top;
    lines[lines.length - 1] += letter.toString();
  }
  return lines;
}"""


@pytest.mark.parametrize(
    ("letters", "lines"),
    [
        (14, ["一个窗口，十一种做法：", "海关人员交流提前申报经验"]),
        (8, ["一个窗口，", "十一种做法：", "海关人员交流提前", "申报经验"]),
    ],
)
def test_chinese_title_breaks_after_punctuation(visit, letters, lines):
    article = make_article(
        title_zh_hans="一个窗口，十一种做法：海关人员交流提前申报经验", body_zh_hans="<p>正文</p>"
    )
    page = visit().page
    page.goto(f"/zh-hans{article.get_absolute_url()}")

    title = page.locator("h1")
    title.evaluate("(title, letters) => { title.style.maxInlineSize = `${letters}.5em`; }", letters)

    assert title.evaluate(LINES) == lines
