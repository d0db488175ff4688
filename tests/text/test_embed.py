"""What plays within a story, and in whose frame."""

import pytest

from articles.text.embed import FRAMES, player_of


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (
            "https://www.youtube.com/watch?v=aB3_-x",
            "www.youtube-nocookie.com/embed/aB3_-x?autoplay=1",
        ),
        ("https://youtu.be/aB3?t=90s", "www.youtube-nocookie.com/embed/aB3?autoplay=1&start=90"),
        ("https://m.youtube.com/shorts/aB3", "www.youtube-nocookie.com/embed/aB3?autoplay=1"),
        ("https://vimeo.com/12345/0abc", "player.vimeo.com/video/12345?dnt=1&autoplay=1&h=0abc"),
        ("https://www.dailymotion.com/video/x8", "geo.dailymotion.com/player.html?video=x8"),
        (
            "https://soundcloud.com/ana/tide",
            "w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fana%2Ftide&auto_play=true",
        ),
        ("https://open.spotify.com/episode/4aB", "open.spotify.com/embed/episode/4aB"),
        ("https://datawrapper.dwcdn.net/aB3cD/2/", "datawrapper.dwcdn.net/aB3cD/"),
        ("https://public.flourish.studio/visualisation/9/", "flo.uri.sh/visualisation/9/embed"),
        # Frames as those sites offer them.
        ("https://www.youtube.com/embed/aB3?si=x", "www.youtube-nocookie.com/embed/aB3?autoplay=1"),
        (
            "https://player.vimeo.com/video/12?h=0abc",
            "player.vimeo.com/video/12?dnt=1&autoplay=1&h=0abc",
        ),
        (
            "https://geo.dailymotion.com/player.html?video=x8",
            "geo.dailymotion.com/player.html?video=x8",
        ),
        (
            "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293&color=x",
            "w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F293&auto_play=true",
        ),
        ("https://open.spotify.com/embed/track/4aB", "open.spotify.com/embed/track/4aB"),
        ("https://flo.uri.sh/visualisation/9/embed", "flo.uri.sh/visualisation/9/embed"),
    ],
)
def test_what_is_on_the_list_plays_in_a_frame_of_its_maker(address, frame):
    player = player_of(address)

    assert player.frame == f"https://{frame}"
    assert player.frame.startswith(tuple(f"{each}/" for each in FRAMES))


@pytest.mark.parametrize(
    "address",
    [
        "https://video.example/watch?v=aB3",
        "http://www.youtube.com/watch?v=aB3",
        "https://www.youtube.com/watch?v=aB3%22onload%3Dx",
        "https://www.youtube.com/@ana",
        "https://www.youtube.com.example/watch?v=aB3",
        "https://youtube.com@example.org/watch?v=aB3",
        "https://youtube.com:8443/watch?v=aB3",
        "https://youtu.be/../aB3",
        "https://vimeo.com/ana",
        "https://soundcloud.com/ana/../..",
        "https://[",
        "https://www.youtube.com/watch",
        "https://w.soundcloud.com/player/?url=https%3A//else.example/a/b",
    ],
)
def test_all_else_stays_a_link(address):
    assert player_of(address) is None
