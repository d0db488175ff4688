"""What an audit needs beside Python: node's packages, java, a browser; and how to get each."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.audit.outcome import Absent

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".audit"
PINS = Path(__file__).with_name("package.json")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def found(program: str, how: str) -> str:
    """The path of a program. Raises Absent with `how` to get it."""
    path = shutil.which(program)
    if not path:
        raise Absent(f"{program} is not here. {how}")
    return path


def node() -> str:
    """Node, which runs Lighthouse."""
    return found("node", "On Debian: apt install nodejs npm")


def java() -> str:
    """Java, in which the HTML checker is written."""
    return found("java", "On Debian: apt install default-jre-headless")


def chromium() -> str:
    """The browser: that of CHROMIUM, or the first that is on the PATH."""
    for name in filter(None, (os.environ.get("CHROMIUM"), *BROWSERS)):
        if path := shutil.which(name):
            return path
    raise Absent("No Chromium is here. On Debian: apt install chromium; or name one by CHROMIUM")


def package(name: str) -> Path:
    """The folder of one of the pinned packages of node, fetched the first time."""
    npm = found("npm", "On Debian: apt install nodejs npm")
    pins, stamp = PINS.read_text("utf-8"), FOLDER / "package.json"
    if not stamp.exists() or stamp.read_text("utf-8") != pins:
        FOLDER.mkdir(exist_ok=True)
        # No package may run anything as it is installed: none of these must.
        words = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]
        source = FOLDER / "package-new.json"
        source.unlink(missing_ok=True)
        stamp.write_text(pins, "utf-8")
        done = subprocess.run(words, cwd=FOLDER, capture_output=True, text=True)  # noqa: S603 - all our own words
        if done.returncode:
            stamp.unlink()
            last = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
            raise Absent(f"npm could not fetch what tests/audit/package.json names: {last}")
    return FOLDER / "node_modules" / name
