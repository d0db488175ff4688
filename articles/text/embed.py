"""What of other sites can play within a story, and in whose frame: a short list, by address.

An address that is none of these stays a link. Nothing is ever asked of the other site to find out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

_ID = "[A-Za-z0-9_-]{1,64}"


@dataclass(frozen=True)
class Player:
    """A frame that plays what stands at an address: of whom, where, and of which shape."""

    name: str
    frame: str
    shape: str = "wide"


@dataclass(frozen=True)
class Kind:
    """Addresses of one kind: at which hosts, with which path, and with a field of which value.

    The expressions are for the whole path and value, and mean the same to Python and to browsers,
    where the desk looks with them too. `player` gets what their groups have found, in their order,
    and all fields.
    """

    hosts: tuple[str, ...]
    path: str
    player: Callable[[Sequence[str], Mapping[str, str]], Player]
    field: str = ""
    value: str = ""


def _youtube(said: Sequence[str], fields: Mapping[str, str]) -> Player:
    begin = re.fullmatch("([0-9]{1,6})s?", fields.get("t", fields.get("start", "")))
    start = f"&start={begin[1]}" if begin else ""
    address = f"https://www.youtube-nocookie.com/embed/{said[0]}?autoplay=1{start}"
    return Player("YouTube", address)


def _vimeo(said: Sequence[str], fields: Mapping[str, str]) -> Player:
    key = said[1] or fields.get("h", "")
    unlisted = f"&h={key}" if re.fullmatch("[0-9a-f]{1,40}", key) else ""
    address = f"https://player.vimeo.com/video/{said[0]}?dnt=1&autoplay=1{unlisted}"
    return Player("Vimeo", address)


def _dailymotion(said: Sequence[str], _fields: Mapping[str, str]) -> Player:
    return Player("Dailymotion", f"https://geo.dailymotion.com/player.html?video={said[0]}")


def _soundcloud(said: Sequence[str], _fields: Mapping[str, str]) -> Player:
    track = quote(f"https://{said[0]}", safe="")
    address = f"https://w.soundcloud.com/player/?url={track}&auto_play=true"
    return Player("SoundCloud", address, "sound")


def _soundcloud_page(said: Sequence[str], fields: Mapping[str, str]) -> Player:
    return _soundcloud([f"soundcloud.com{said[0]}"], fields)


def _spotify(said: Sequence[str], _fields: Mapping[str, str]) -> Player:
    address = "https://open.spotify.com/embed"
    return Player("Spotify", f"{address}/{said[0]}/{said[1]}", "sound")


def _datawrapper(said: Sequence[str], _fields: Mapping[str, str]) -> Player:
    return Player("Datawrapper", f"https://datawrapper.dwcdn.net/{said[0]}/", "chart")


def _flourish(said: Sequence[str], _fields: Mapping[str, str]) -> Player:
    address = "https://flo.uri.sh"
    return Player("Flourish", f"{address}/{said[0]}/{said[1]}/embed", "chart")


_YOUTUBE = ("youtube.com", "m.youtube.com", "youtube-nocookie.com")
# Pages that people look at, and frames that those pages offer for copying.
KINDS = (
    Kind(_YOUTUBE, "/watch", _youtube, "v", f"({_ID})"),
    Kind(_YOUTUBE, f"/(?:shorts|live|embed)/({_ID})/?", _youtube),
    Kind(("youtu.be",), f"/({_ID})/?", _youtube),
    Kind(("vimeo.com",), "/([0-9]{1,15})(?:/([0-9a-f]{1,40}))?/?", _vimeo),
    Kind(("player.vimeo.com",), "/video/([0-9]{1,15})()/?", _vimeo),
    Kind(("dailymotion.com",), f"(?:/embed)?/video/({_ID})/?", _dailymotion),
    Kind(
        ("geo.dailymotion.com",),
        f"/player(?:/{_ID})?[.]html",
        _dailymotion,
        "video",
        f"({_ID})",
    ),
    Kind(("soundcloud.com",), f"(/{_ID}/(?:sets/)?{_ID}/?)", _soundcloud_page),
    Kind(
        ("w.soundcloud.com",),
        "/player/?",
        _soundcloud,
        "url",
        "https?://((?:api[.])?soundcloud[.]com(?:/[A-Za-z0-9_:-]{1,64}){2,3})",
    ),
    Kind(
        ("open.spotify.com",),
        f"(?:/embed)?/(episode|show|track|album|playlist)/({_ID})/?",
        _spotify,
    ),
    Kind(("datawrapper.dwcdn.net",), "/([A-Za-z0-9]{5})(?:/[0-9]{1,4})?/?", _datawrapper),
    Kind(("public.flourish.studio",), "/(visualisation|story)/([0-9]{1,12})/?", _flourish),
    Kind(("flo.uri.sh",), "/(visualisation|story)/([0-9]{1,12})/embed/?", _flourish),
)
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
    host = (parts.hostname or "").removeprefix("www.")
    # A few fields are read, and no more of an address that is made of thousands.
    fields = {name: values[0] for name, values in parse_qs(parts.query[:500]).items()}
    for kind in KINDS:
        if host in kind.hosts and (path := re.fullmatch(kind.path, parts.path)):
            given = fields.get(kind.field, "") if kind.field else ""
            if value := re.fullmatch(kind.value, given):
                said = [each or "" for each in (*path.groups(), *value.groups())]
                return kind.player(said, fields)
    return None
