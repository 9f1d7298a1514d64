import pytest

from events.models import Material
from publishing.richtext import render
from publishing.videos.hosts import video_at
from tests.factories import make_article, make_event
from tests.markup import tree_of

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
VIMEO = "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"
BILIBILI = "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=1"
YOUKU = "https://player.youku.com/embed/XNDU2MDY0MTUyMA=="


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=42s", YOUTUBE),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("http://youtu.be/dQw4w9WgXcQ?si=abc", YOUTUBE),
        ("https://www.youtube.com/live/dQw4w9WgXcQ", YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://vimeo.com/76979871?share=copy", VIMEO),
        ("https://www.bilibili.com/video/BV1xx411c7mD/?p=1", BILIBILI),
        ("https://v.youku.com/v_show/id_XNDU2MDY0MTUyMA==.html?spm=a", YOUKU),
        # No videos, or none that would be played.
        ("https://www.youtube.com/@carec", None),
        ("https://www.youtube.com/watch?v=short", None),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQlonger", None),
        ("https://vimeo.com/channels/staffpicks", None),
        ("https://example.org/https://youtu.be/dQw4w9WgXcQ", None),
        ("https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", None),
        ("javascript:alert(1)//youtu.be/dQw4w9WgXcQ", None),
        ("", None),
    ],
)
def test_player_of_the_address_that_people_copy(address, player):
    found = video_at(address)

    assert (found and found.player) == player


def players(tree):
    return [(node.get("href"), node.get("data-player")) for node in tree.xpath("//a[@data-player]")]


PAGE = "https://youtu.be/dQw4w9WgXcQ"


@pytest.mark.parametrize(
    "paragraph",
    [f"<p>{PAGE}</p>", f'<p><a href="{PAGE}">{PAGE}</a></p>', f'<p><a href="{PAGE}">The opening</a></p>'],
)
def test_address_in_a_paragraph_of_its_own_can_be_played(paragraph):
    html = render(f"<p>Before</p>{paragraph}<p>After</p>")

    assert html.count(f'data-player="{YOUTUBE}"') == 1
    assert html.startswith('<p>Before</p><figure class="video">')
    assert (">: The opening<" in html) == ("The opening" in paragraph)
    assert "iframe" not in html


@pytest.mark.parametrize(
    "paragraph",
    [
        f'<p>See <a href="{PAGE}">the opening</a></p>',
        f'<ul><li><a href="{PAGE}">The opening</a></li></ul>',
        '<p><a href="https://example.org/">https://example.org/</a></p>',
        "<p>https://example.org/</p>",
    ],
)
def test_other_links_stay_links(paragraph):
    assert render(paragraph) == paragraph


def test_hostile_title_of_a_video_stays_text():
    html = render(f'<p><a href="{PAGE}">&lt;script&gt;"alert(1)"&lt;/script&gt;</a></p>')

    assert "&lt;script&gt;&quot;alert(1)&quot;" in html
    assert html.count("<script") == 1


def frames_allowed(response):
    policy = response.headers["Content-Security-Policy"]
    return [part.split()[1:] for part in policy.split("; ") if part.startswith("frame-src")]


@pytest.mark.django_db
def test_page_may_load_the_players_that_it_shows_and_no_other(client):
    with_video = make_article("Video", body_en=f"<p>{PAGE}</p>")
    without = make_article("None", body_en='<p>data-player="https://player.vimeo.com/"</p>')
    foreign = make_article("Foreign", body_en='<p>data-player="https://evil.example.org/"</p>')

    answers = [client.get(article.get_absolute_url()) for article in (with_video, foreign)]

    assert frames_allowed(answers[0]) == [["https://www.youtube-nocookie.com"]]
    assert frames_allowed(answers[1]) == []
    assert players(tree_of(client.get(without.get_absolute_url()))) == []


@pytest.mark.django_db
def test_recordings_of_an_event_can_be_played(client):
    event = make_event()
    for kind, url in (
        ("recording", "https://vimeo.com/76979871"),
        ("recording", "https://example.org/talk"),
        ("document", PAGE),
    ):
        Material.objects.create(event=event, kind=kind, title_en="Talk", url=url)

    response = client.get(event.get_absolute_url())

    tree = tree_of(response)
    assert players(tree) == [("https://vimeo.com/76979871", VIMEO)]
    assert frames_allowed(response) == [["https://player.vimeo.com"]]
    assert tree.xpath("//iframe") == []


@pytest.mark.django_db
def test_feed_holds_a_plain_link_to_the_video(client):
    make_article(body_en=f'<p><a href="{PAGE}">The opening</a></p>')

    [item] = client.get("/news/feed.json").json()["items"]

    assert f'<p><a href="{PAGE}">The opening</a></p>' in item["content_html"]
