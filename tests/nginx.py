"""nginx as a test or a bench starts it: as whoever they are, and in a folder of their own."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.audit.tools import ROOT

CONF = ROOT / "docs" / "nginx.conf"
HOW_TO_GET_IT = "no nginx found. On Debian: apt install nginx; on a Mac: brew install nginx"
# Where Debian keeps it, which is not on everyone's PATH.
ALSO = ("/usr/sbin", "/usr/local/sbin")
# As Debian has it, but for who it is, where it writes and that it keeps no log.
WHOLE = """
daemon off;
{user}
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    include {types};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def found() -> str | None:
    """The path of nginx, if it is on this machine."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), *ALSO]))


def of_the_site(*, port: int, site_port: int, pages: Path, static: Path) -> str:
    """docs/nginx.conf, at ports and folders of this machine; all else stays."""
    text = CONF.read_text("utf-8")
    for there, here in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{site_port};"),
        (" /srv/newsroom/pages", f" {pages}"),
        (" /srv/newsroom/staticfiles/", f" {static}/"),
    ):
        if there not in text:
            raise ValueError(f"{CONF} no longer says {there}")
        text = text.replace(there, here)
    return text


def command(nginx: str, folder: Path, site: str, *, workers: int = 1) -> list[str]:
    """What starts nginx with the configuration `site`, written into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = WHOLE.format(
        folder=folder,
        workers=workers,
        types=_types(nginx),
        # Else its processes would be someone who may not look into a scratch folder.
        user="user root;" if os.geteuid() == 0 else "",
    )
    (folder / "site.conf").write_text(site, "utf-8")
    (folder / "nginx.conf").write_text(whole, "utf-8")
    return [nginx, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]


def _types(nginx: str) -> Path:
    told = subprocess.run([nginx, "-V"], capture_output=True, text=True).stderr  # noqa: S603 - found on the PATH
    return Path(re.search(r"--conf-path=(\S+)", told)[1]).with_name("mime.types")
