"""What `make audit` does: serve the demo as a public site, and try all that can be tried on it.

`python -m tests.audit` runs everything; names after it run those checks alone. It changes nothing:
the demo lies in a scratch folder, node's packages in .audit/. docs/audit.md tells of it.
"""

import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.audit import access, feeds, lighthouse, markup, tools, weight
from tests.audit.outcome import Absent, Outcome
from tests.audit.pages import a_section, a_story, walk
from tests.audit.served import NotServed, served
from tests.crawl import faults
from tests.machines import feed_faults, map_faults, structured_faults

MOST_LINES = 12


def say(text: str = "") -> None:
    """A line for the person at the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(wanted: list[str]) -> int:
    """Run the checks, tell how each went; 0 if all passed, 1 if any failed, 2 if some is absent."""
    say("Serving the demo from scratch …")
    with tempfile.TemporaryDirectory() as folder:
        try:
            with served(Path(folder)) as site:
                outcomes = _all_checks(site, Path(folder), set(wanted))
        except NotServed as problem:
            say(f"The demo did not start:\n{problem}")
            return 1
    _tell(outcomes)
    if any(each.faults for each in outcomes):
        return 1
    return 2 if any(each.is_absent for each in outcomes) else 0


def _all_checks(site: str, folder: Path, wanted: set[str]) -> list[Outcome]:
    say("Walking over it …")
    pages, others = walk(site)
    every = [*pages.values(), *others.values()]
    html = [answer for answer in every if answer.is_page]
    three = {
        "home": "/",
        "section": a_section(pages).address,
        "story": a_story(pages).address,
    }
    checks: dict[str, Callable[[], Outcome | list[Outcome]]] = {
        "links": lambda: Outcome(
            "Links and pages", f"{len(every)} addresses", faults(pages | others, site=site)
        ),
        "markup": lambda: markup.check(html, folder),
        "structured": lambda: _told("Structured data", *structured_faults(every)),
        "feeds": lambda: _told("Feeds", *feed_faults(every, site=site)),
        "maps": lambda: _told("Maps", *map_faults(every)),
        "w3c": lambda: feeds.validate(every, site),
        "axe": lambda: _in_browser(lambda browser: [access.check(html, site, browser)]),
        "weight": lambda: _in_browser(lambda browser: weight.check(site, three, browser)),
        "lighthouse": lambda: lighthouse.check(site, three, folder),
    }
    outcomes = []
    for name, check in checks.items():
        if wanted and name not in wanted:
            continue
        say(f"Checking {name} …")
        try:
            told = check()
        except Absent as absent:
            told = Outcome(name, str(absent), is_absent=True)
        except Exception as problem:  # noqa: BLE001 - one of many checks; it is told, and the rest run
            told = Outcome(name, "did not run", [f"{type(problem).__name__}: {problem}"])
        outcomes += told if isinstance(told, list) else [told]
    return outcomes


def _told(name: str, counted: Counter, wrong: list[str]) -> Outcome:
    return Outcome(name, ", ".join(f"{n} {each}" for each, n in counted.most_common()), wrong)


def _in_browser(check: Callable[[Browser], list[Outcome]]) -> list[Outcome]:
    path = tools.chromium()
    with sync_playwright() as playwright:
        # Root may not use Chromium's sandbox; only our own pages are opened.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            return check(browser)
        finally:
            browser.close()


def _tell(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.faults:
            say(f"\n== {outcome.name}")
            for line in outcome.faults[:MOST_LINES]:
                say(f"  {line}")
            if len(outcome.faults) > MOST_LINES:
                say(f"  … and {len(outcome.faults) - MOST_LINES} more")
    say("\n== In short")
    width = max(len(outcome.name) for outcome in outcomes)
    for outcome in outcomes:
        say(f"{outcome.name:<{width}}  {outcome.word:<6}  {outcome.figures}")


if __name__ == "__main__":
    # Whoever ends it ends what it serves too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
