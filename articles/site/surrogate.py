"""What an answer is made of, in keys for a CDN: the header Surrogate-Key, the same for everyone.

Whoever runs a CDN can let it drop all answers that have one of them, see `manage.py purge_cdn`. A
page names what it is about and the sections above it, and not all that it mentions: a change of the
paper drops the key `paper`, which all have.
"""

from django.conf import settings

from articles.site.middleware import STAFF_ONLY
from newsroom.cdn import PAPER

HEADER = "Surrogate-Key"
MISSING = "missing"
# For a CDN and its owner: enough to tell one picture from all others.
DIGITS = 12
NOT_OF_THE_PAPER = (*STAFF_ONLY, "/feedback/", "/preview/", settings.STATIC_URL)


def made_of(response, *keys: str):
    """The answer, which says that it is made of these besides being of the paper."""
    response.headers[HEADER] = " ".join(dict.fromkeys((PAPER, *keys)))
    return response


def story(article_id: int, house=None) -> tuple[str, ...]:
    """The keys of a story's pages: its own, and where a page shows them those of its sections."""
    return f"story-{article_id}", *(sections(house) if house else ())


def sections(house) -> tuple[str, ...]:
    """The keys of the section that a page stands in, and of all above it: the page names them."""
    return tuple(f"section-{section.pk}" for section in reversed(house.trail))


def image(sha256: str) -> str:
    """The key of a picture's files."""
    return f"image-{sha256[:DIGITS]}"


def keyed(get_response):
    """Let every public answer have its keys; one that is kept by nobody has none."""

    def middleware(request):
        response = get_response(request)
        kept = response.headers.get("Cache-Control", "")
        is_personal = response.cookies or "private" in kept or "no-store" in kept
        if is_personal or request.path.startswith(NOT_OF_THE_PAPER):
            del response.headers[HEADER]
        elif response.status_code == 404:
            made_of(response, MISSING)
        elif HEADER not in response.headers:
            made_of(response)
        return response

    return middleware
