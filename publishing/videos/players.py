import re
from html import unescape

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publishing.cards.addresses import Card
from publishing.videos.hosts import Video, video_at

# A paragraph of cleaned text that is nothing but an address, whether it became a link or not.
LONE_ADDRESS = re.compile(
    r'<p>\s*(?:<a href="(?P<link>[^"]+)"[^>]*>(?P<text>[^<]*)</a>|(?P<bare>https?://[^\s<]+))\s*</p>'
)


def with_players(html: str) -> str:
    """Cleaned text in which a video that has a paragraph of its own can be played."""
    return LONE_ADDRESS.sub(_player_or_paragraph, html)


def _player_or_paragraph(match: re.Match[str]) -> str:
    video = video_at(unescape(match["link"] or match["bare"]))
    text = unescape(match["text"] or "").strip()
    if not video:
        return match[0]
    return player(video, "" if video_at(text) or "://" in text else text)


def player(video: Video, title: str = "") -> SafeString:
    """A poster that becomes the player when it is pressed: see static/js/video.js."""
    return format_html(
        '<figure class="video">'
        '<a class="video__poster deep" href="{address}" data-player="{player}">'
        '<img src="{poster}" width="1200" height="630" alt="" loading="lazy">'
        '<span class="video__play">{play}<span class="visually-hidden">: {name}</span></span></a>'
        '<figcaption><a href="{address}">{watch}</a> {note}</figcaption>'
        '<script type="module" src="{script}"></script></figure>',
        address=video.address,
        player=video.player,
        poster=Card(title or _("Video"), video.host).address,
        play=_("Play"),
        name=title or video.host,
        watch=_("Watch on %(site)s") % {"site": video.host},
        note=_("Nothing is loaded from there before you press play."),
        script=static("js/video.js"),
    )
