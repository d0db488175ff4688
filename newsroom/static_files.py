"""Static files of a public site: named by their content, compressed, without comments."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = ("site/", "desk/")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")
_AROUND = re.compile(r"\s*([{};,>])\s*")
_COLON = re.compile(r"([{;][\w-]+): ")


def squeezed(css: str) -> str:
    """The stylesheet without what browsers do not need. Its strings may hold none of it.

    A fifth less on the wire, without a build step: comments may be as long as they must.
    """
    bare = _INDENT.sub("\n", _COMMENT.sub("", css)).strip()
    return _COLON.sub(r"\1:", _AROUND.sub(r"\1", bare))


class GatheredStaticFiles(CompressedManifestStaticFilesStorage):
    """What `collectstatic` fills. Our own stylesheets are squeezed on the way in."""

    def __init__(self, *args, **known):
        super().__init__(*args, **known)
        self._addresses = {}

    def url(self, name, **how):
        """The address of a file, found once: what was gathered does not change while a site runs.

        Those who gather ask in a way of their own, each time anew.
        """
        if how:
            return super().url(name, **how)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]

    def save(self, name, content, max_length=None):
        """Write a file as it was gathered, or what is left of a stylesheet of ours."""
        if name.endswith(".css") and name.startswith(OURS):
            content = ContentFile(squeezed(content.read().decode("utf-8")).encode("utf-8"))
        return super().save(name, content, max_length=max_length)
