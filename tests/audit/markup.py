"""The HTML of every page, by the Nu Html Checker."""

import json
import subprocess
from pathlib import Path

from tests.audit import tools
from tests.audit.outcome import Absent, Outcome
from tests.crawl import Answer

NAME = "Nu Html Checker"


def check(pages: list[Answer], folder: Path) -> Outcome:
    """No error in any page; warnings are counted."""
    java, jar = tools.java(), tools.package("vnu-jar") / "build" / "dist" / "vnu.jar"
    if not jar.exists():
        raise Absent(f"{jar} is not there, though its package is. Remove .audit/ and try again")
    names = _save(pages, folder)
    words = [java, "-Xss1m", "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*words, *names], capture_output=True, text=True, cwd=folder)  # noqa: S603 - all our own words
    if not done.stderr.startswith("{"):
        return Outcome(NAME, "it did not run", [done.stderr.strip()[-500:]])
    told = json.loads(done.stderr)["messages"]
    wrong = [each for each in told if each["type"] != "info"]
    warnings = [each for each in told if each.get("subType") == "warning"]
    figures = f"{len(pages)} pages, {len(wrong)} errors, {len(warnings)} warnings"
    return Outcome(NAME, figures, sorted({_line(each, names) for each in wrong}))


def _save(pages: list[Answer], folder: Path) -> dict[str, str]:
    """The pages as files of `folder`: the address of each by its file's name."""
    names = {}
    for n, answer in enumerate(pages):
        names[f"{n:04}.html"] = answer.address
        (folder / f"{n:04}.html").write_bytes(answer.body)
    return names


def _line(message: dict, names: dict[str, str]) -> str:
    address = names[message.get("url", "").rsplit("/", 1)[-1]]
    return f"{address}, line {message.get('lastLine', '?')}: {message['message']}"
