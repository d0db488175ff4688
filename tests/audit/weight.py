"""What a page weighs on a phone, how often it asks, and when its main part is seen."""

from statistics import median

from playwright.sync_api import Browser, Page

from tests.audit.outcome import Outcome

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
PHONE |= {"is_mobile": True, "has_touch": True}
# Bytes and requests of a page before anyone scrolls.
MOST = {"code": 25_000, "script": 6_000, "font": 92_000, "requests": 12}
CODE = {"document", "stylesheet", "script"}
SLOW = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
LONGEST, RUNS = 1_500, 5
# What has been is told to those who ask for it, a moment later.
SEEN = """type => new Promise(done => {
  const found = [], note = list => found.push(...list.getEntries());
  new PerformanceObserver(note).observe({ type, buffered: true });
  setTimeout(() => done(found.map(each => each.value ?? each.startTime)), 300);
})"""


def check(site: str, addresses: dict[str, str], browser: Browser) -> list[Outcome]:
    """Two rows for each address: its weight, and its time on a slow line."""
    rows = []
    for name, address in addresses.items():
        rows.append(_weighed(name, site + address, site, browser))
        rows.append(_timed(name, site + address, browser))
    return rows


def _weighed(name: str, url: str, site: str, browser: Browser) -> Outcome:
    page, requests = browser.new_context(**PHONE).new_page(), []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(url, wait_until="networkidle")
    sizes = [(each.resource_type, each.sizes()["responseBodySize"]) for each in requests]
    elsewhere = sorted({each.url for each in requests if not each.url.startswith(site)})
    page.context.close()
    told = {
        "code": sum(size for kind, size in sizes if kind in CODE),
        "script": sum(size for kind, size in sizes if kind == "script"),
        "font": sum(size for kind, size in sizes if kind == "font"),
        "requests": len(sizes),
    }
    faults = [f"{what}: {n:,} is over {MOST[what]:,}" for what, n in told.items() if n > MOST[what]]
    faults += [f"asks for {each}" for each in elsewhere]
    figures = ", ".join(f"{what} {n:,}" for what, n in told.items())
    total = sum(size for _kind, size in sizes)
    return Outcome(f"Weight, {name}", f"{figures}; {total:,} bytes in all", faults)


def _timed(name: str, url: str, browser: Browser) -> Outcome:
    times, shifts = zip(*(_load_slowly(url, browser) for _n in range(RUNS)), strict=True)
    seen, shift = median(times), max(shifts)
    faults = [f"its largest part is seen after {seen:.0f} ms"] if seen > LONGEST else []
    faults += [f"what is seen shifts by {shift:.3f}"] if shift else []
    figures = f"seen after {seen:.0f} ms ({min(times):.0f} to {max(times):.0f}), shift {shift:.3f}"
    return Outcome(f"Slow line, {name}", figures, faults)


def _load_slowly(url: str, browser: Browser) -> tuple[float, float]:
    """(milliseconds until the largest part is seen, how much shifts) on a fresh phone."""
    page: Page = browser.new_context(**PHONE).new_page()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
    page.goto(url, wait_until="load")
    seen = page.evaluate(SEEN, "largest-contentful-paint")[-1]
    shift = sum(page.evaluate(SEEN, "layout-shift"))
    page.context.close()
    return seen, shift
