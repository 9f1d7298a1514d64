"""The sites whose videos can be played on pages of ours, and the addresses of their players."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit


class Host(NamedTuple):
    name: str
    address: re.Pattern[str]  # of a video's page, as people copy it
    player: str


class Video(NamedTuple):
    address: str
    host: str
    player: str


HOSTS = (
    Host(
        "YouTube",
        re.compile(
            r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|live/|shorts/|embed/)"
            r"|youtu\.be/)(?P<id>[\w-]{11})(?![\w-]).*"
        ),
        # Its own host for players that set no cookie before they play.
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
    ),
    Host(
        "Vimeo",
        re.compile(r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d+)(?:[?#].*)?"),
        "https://player.vimeo.com/video/{id}?autoplay=1&dnt=1",
    ),
    Host(
        "Bilibili",
        re.compile(r"https?://(?:www\.|m\.)?bilibili\.com/video/(?P<id>BV\w{10})(?:[/?#].*)?", re.ASCII),
        "https://player.bilibili.com/player.html?bvid={id}&autoplay=1",
    ),
    Host(
        "Youku",
        re.compile(r"https?://(?:v|m)\.youku\.com/v_show/id_(?P<id>[\w=]+)\.html(?:[?#].*)?", re.ASCII),
        "https://player.youku.com/embed/{id}",
    ),
)
PLAYER_HOSTS = frozenset(f"https://{urlsplit(host.player).hostname}" for host in HOSTS)


def video_at(address: str) -> Video | None:
    """The video whose page has this address; None if it can't be played here."""
    for host in HOSTS:
        if found := host.address.fullmatch(address.strip()):
            return Video(address.strip(), host.name, host.player.format(id=found["id"]))
    return None
