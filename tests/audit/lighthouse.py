"""Lighthouse's four figures for a phone, each the median of several runs."""

import json
import os
import subprocess
from pathlib import Path
from statistics import median

from tests.audit import tools
from tests.audit.outcome import Outcome

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 5
TRIES = 3


def check(site: str, addresses: dict[str, str], folder: Path, *, runs: int = RUNS) -> list[Outcome]:
    """A row for each address: 100 in all four."""
    return [_row(name, site + address, folder, runs) for name, address in addresses.items()]


def _row(name: str, url: str, folder: Path, runs: int) -> Outcome:
    reports = [_measured(url, folder) for _n in range(runs)]
    figures = {each: median(_score(report, each) for report in reports) for each in CATEGORIES}
    lowest = min(_score(report, "performance") for report in reports)
    faults = [
        f"{each} is {figures[each]:.0f}; at the last run: {', '.join(_reasons(reports[-1], each))}"
        for each in CATEGORIES
        if figures[each] < 100
    ]
    words = " · ".join(f"{figures[each]:.0f}" for each in CATEGORIES)
    line = f"{words} (median of {runs}; lowest performance {lowest:.0f})"
    return Outcome(f"Lighthouse, {name}", line, faults)


def _measured(url: str, folder: Path) -> dict:
    """A report with all its figures, or after TRIES the last one, in which what has none counts 0.

    Now and then Lighthouse records no trace (NO_NAVSTART), which tells nothing of the page.
    """
    for _n in range(TRIES):
        report = _run(url, folder)
        if all(report["categories"][each]["score"] is not None for each in CATEGORIES):
            break
    return report


def _run(url: str, folder: Path) -> dict:
    out = folder / "lighthouse.json"
    out.unlink(missing_ok=True)
    # Root may not use Chromium's sandbox; only our own pages are opened.
    sandbox = " --no-sandbox" if os.geteuid() == 0 else ""
    words = [
        tools.node(),
        str(tools.package("lighthouse") / "cli" / "index.js"),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={out}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new{sandbox}",
    ]
    environment = {**os.environ, "CHROME_PATH": tools.chromium()}
    done = subprocess.run(words, capture_output=True, text=True, env=environment)  # noqa: S603 - all our own words
    if not out.exists():
        raise RuntimeError(f"Lighthouse did not run: {done.stderr.strip()[-500:]}")
    return json.loads(out.read_text("utf-8"))


def _score(report: dict, category: str) -> float:
    return 100 * (report["categories"][category]["score"] or 0)


def _reasons(report: dict, category: str) -> list[str]:
    """What counts in a category and has not all its points: "largest-contentful-paint 1.6 s"."""
    told = report["audits"]
    weighed = [each["id"] for each in report["categories"][category]["auditRefs"] if each["weight"]]
    lost = (told[each] for each in weighed if told[each]["score"] not in (None, 1))
    return [f"{each['id']} {each.get('displayValue', '')}".strip() for each in lost]
