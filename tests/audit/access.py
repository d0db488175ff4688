"""Rules of access, by the newest axe, on every page in both schemes at two widths."""

from playwright.sync_api import Browser

from tests.audit import tools
from tests.audit.outcome import Outcome
from tests.crawl import Answer

NAME = "axe"
WIDTHS = (390, 1440)
RUN = """async () => {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const told = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return told.violations.map(rule => [rule.id, rule.nodes.map(node => node.target.join(" "))]);
}"""


def check(pages: list[Answer], site: str, browser: Browser) -> Outcome:
    """No rule broken on any page."""
    axe = (tools.package("axe-core") / "axe.min.js").read_text("utf-8")
    context, faults = browser.new_context(), []
    page, shown = context.new_page(), {}
    # Answers to a form are shown as they came; all that they fetch is asked of the site.
    page.route(f"{site}/feedback/**", lambda route: _shown(route, shown, site))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for answer in pages:
            shown[answer.address] = answer
            page.goto(site + answer.address)
            page.evaluate(axe)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                faults += [
                    f"{answer.address}, {width} px, {scheme}: {rule} at {' and '.join(targets[:3])}"
                    for rule, targets in page.evaluate(RUN)
                ]
    context.close()
    return Outcome(NAME, f"{len(pages)} pages × 2 widths × 2 schemes", faults)


def _shown(route, shown: dict[str, Answer], site: str) -> None:
    answer = shown.get(route.request.url.removeprefix(site))
    if answer is None:
        route.continue_()
        return
    kind = {"Content-Type": answer.kind}
    route.fulfill(status=answer.status, headers=kind, body=answer.body)
