"""What of other sites can play within a story, and in whose frame: a short list, by address.

An address that is none of these stays a link. Nothing is ever asked of the other site to find out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

_ID = "[A-Za-z0-9_-]{1,64}"


@dataclass(frozen=True)
class Player:
    """A frame that plays what stands at an address: of whom, where, and of which shape."""

    name: str
    frame: str
    shape: str = "wide"


def _youtube(path: str, query: dict[str, list[str]]) -> Player | None:
    video = query.get("v", [""])[0] if path == "/watch" else ""
    if found := re.fullmatch(rf"/(?:shorts|live|embed)/({_ID})/?", path):
        video = found[1]
    return _video(video, query)


def _youtube_short(path: str, query: dict[str, list[str]]) -> Player | None:
    return _video(path.strip("/"), query)


def _video(video: str, query: dict[str, list[str]]) -> Player | None:
    if not re.fullmatch(_ID, video):
        return None
    begin = re.fullmatch("([0-9]{1,6})s?", query.get("t", query.get("start", [""]))[0])
    start = f"&start={begin[1]}" if begin else ""
    address = f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1{start}"
    return Player("YouTube", address)


def _vimeo(path: str, _query: dict[str, list[str]]) -> Player | None:
    found = re.fullmatch("/([0-9]{1,15})(?:/([0-9a-f]{1,40}))?/?", path)
    if not found:
        return None
    unlisted = f"&h={found[2]}" if found[2] else ""
    address = f"https://player.vimeo.com/video/{found[1]}?dnt=1&autoplay=1{unlisted}"
    return Player("Vimeo", address)


def _dailymotion(path: str, _query: dict[str, list[str]]) -> Player | None:
    found = re.fullmatch(rf"/video/({_ID})/?", path)
    address = "https://geo.dailymotion.com/player.html?video="
    return Player("Dailymotion", f"{address}{found[1]}") if found else None


def _soundcloud(path: str, _query: dict[str, list[str]]) -> Player | None:
    if not re.fullmatch(rf"/{_ID}/(?:sets/)?{_ID}/?", path):
        return None
    track = quote(f"https://soundcloud.com{path}", safe="")
    address = f"https://w.soundcloud.com/player/?url={track}&auto_play=true"
    return Player("SoundCloud", address, "sound")


def _spotify(path: str, _query: dict[str, list[str]]) -> Player | None:
    found = re.fullmatch(rf"/(episode|show|track|album|playlist)/({_ID})/?", path)
    address = "https://open.spotify.com/embed"
    return Player("Spotify", f"{address}/{found[1]}/{found[2]}", "sound") if found else None


def _datawrapper(path: str, _query: dict[str, list[str]]) -> Player | None:
    found = re.fullmatch(r"/([A-Za-z0-9]{5})(?:/[0-9]{1,4})?/?", path)
    address = "https://datawrapper.dwcdn.net"
    return Player("Datawrapper", f"{address}/{found[1]}/", "chart") if found else None


def _flourish(path: str, _query: dict[str, list[str]]) -> Player | None:
    found = re.fullmatch("/(visualisation|story)/([0-9]{1,12})/?", path)
    address = "https://flo.uri.sh"
    return Player("Flourish", f"{address}/{found[1]}/{found[2]}/embed", "chart") if found else None


_PLAYERS: dict[str, Callable[[str, dict[str, list[str]]], Player | None]] = {
    "youtube.com": _youtube,
    "m.youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtube_short,
    "vimeo.com": _vimeo,
    "dailymotion.com": _dailymotion,
    "soundcloud.com": _soundcloud,
    "open.spotify.com": _spotify,
    "datawrapper.dwcdn.net": _datawrapper,
    "public.flourish.studio": _flourish,
}
# At which hosts stands what can be played.
HOSTS = tuple(_PLAYERS)
# Whose frames a page may open: all that the functions above name, and nobody else's.
FRAMES = [
    "https://www.youtube-nocookie.com",
    "https://player.vimeo.com",
    "https://geo.dailymotion.com",
    "https://w.soundcloud.com",
    "https://open.spotify.com",
    "https://datawrapper.dwcdn.net",
    "https://flo.uri.sh",
]


def player_of(address: str) -> Player | None:
    """The player of what stands at `address`, if it is on the list."""
    try:
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.port or parts.username is not None:
            return None
    except ValueError:
        return None
    find = _PLAYERS.get((parts.hostname or "").removeprefix("www."))
    # A few fields are read, and no more of an address that is made of thousands.
    return find(parts.path, parse_qs(parts.query[:500])) if find else None
