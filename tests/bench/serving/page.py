"""One page of the site, in the forms in which it goes out."""

import json
from dataclasses import dataclass
from gzip import decompress
from pathlib import Path

from tests.audit.served import NotServed, Wire

# The server's own, or of one form alone.
NOT_KEPT = {"date", "server", "connection", "content-length", "content-encoding"}
NOT_KEPT |= {"transfer-encoding"}


@dataclass(frozen=True)
class Page:
    """The bytes of a page, plain and compressed, and the headers that both have."""

    path: str
    plain: bytes
    gzip: bytes
    headers: list[tuple[str, str]]

    @classmethod
    def fetch(cls, site: str, path: str) -> "Page":
        """The page as a server gives it now."""
        wire = Wire(site)
        plain, packed = wire.get(path), wire.get(path, {"Accept-Encoding": "gzip"})
        if plain.status != 200 or decompress(packed.body) != plain.body:
            raise NotServed(f"{path}: {plain.status}, or another page when compressed")
        known = [(n, value) for n, value in plain.headers.items() if n.lower() not in NOT_KEPT]
        return cls(path, plain.body, packed.body, known)

    def write(self, folder: Path) -> None:
        """Lay it into a folder, the two forms side by side as nginx wants them."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_bytes(self.plain)
        (folder / "index.html.gz").write_bytes(self.gzip)
        (folder / "page.json").write_text(json.dumps([self.path, self.headers]))

    @classmethod
    def read(cls, folder: Path) -> "Page":
        """What `write` has laid there."""
        path, headers = json.loads((folder / "page.json").read_text("utf-8"))
        forms = ((folder / name).read_bytes() for name in ("index.html", "index.html.gz"))
        return cls(path, *forms, [(name, value) for name, value in headers])
