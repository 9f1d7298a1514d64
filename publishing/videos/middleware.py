import re

from publishing.videos.hosts import PLAYER_HOSTS

PLAYER = re.compile(rb'data-player="(https://[^/"]+)/')


class PlayersMiddleware:
    """Lets a page load the players that it may show, and no other page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.streaming and b"data-player" in response.content:
            hosts = {host.decode() for host in PLAYER.findall(response.content)} & PLAYER_HOSTS
            if hosts:
                # As its decorator `csp_update` would, which has to know the hosts before.
                response._csp_update = {"frame-src": sorted(hosts)}  # noqa: SLF001
        return response
