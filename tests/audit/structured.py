"""Structured data: every field that Google requires or recommends, where the site can know it."""

import json
import re
from collections import Counter
from datetime import datetime

from tests.audit.outcome import Outcome
from tests.crawl import Answer

NAME = "Structured data"
# By type: what each node must have. What only some stories have is not among it.
FIELDS = {
    "NewsArticle": "headline image datePublished dateModified author publisher mainEntityOfPage "
    "description articleSection inLanguage isAccessibleForFree wordCount",
    "BreadcrumbList": "itemListElement",
    "ListItem": "position name",
    "Person": "name url",
    "ProfilePage": "mainEntity name url",
    "CollectionPage": "name url isPartOf",
    "CorrectionComment": "text datePublished",
    "WebSite": "name url publisher",
    "NewsMediaOrganization": "name url logo",
    "ImageObject": "url width height",
}
# Each of these must be somewhere, or nothing has been checked.
EXPECTED = {"NewsArticle", "BreadcrumbList", "Person", "ProfilePage", "CorrectionComment"}
DATES = ("datePublished", "dateModified", "dateCreated")
ADDRESSES = ("url", "item", "sameAs", "mainEntityOfPage")


def check(pages: list[Answer]) -> Outcome:
    """No node that lacks a field, on any page that machines keep."""
    faults, types = [], Counter()
    for answer in pages:
        if not answer.is_indexed:
            continue
        nodes = [node for text in answer.markup.structured for node in _nodes(json.loads(text))]
        types.update(str(node["@type"]) for node in nodes)
        found = [fault for node in nodes for fault in faults_of(node)]
        if not nodes:
            found = ["has no structured data"]
        faults += [f"{answer.address}: {fault}" for fault in dict.fromkeys(found)]
    faults += [f"no page has a {each}" for each in sorted(EXPECTED - types.keys())]
    counted = ", ".join(f"{n} {each}" for each, n in types.most_common() if each in EXPECTED)
    return Outcome(NAME, counted, faults)


def _nodes(value) -> list[dict]:
    """Every node that says what it is, however deep."""
    if isinstance(value, list):
        return [node for each in value for node in _nodes(each)]
    if not isinstance(value, dict):
        return []
    here = [value] if "@type" in value else []
    return here + [node for each in value.values() for node in _nodes(each)]


def faults_of(node: dict) -> list[str]:
    """What a node lacks or says wrongly."""
    kind = node["@type"].replace("OpinionNewsArticle", "NewsArticle")
    wanted = FIELDS.get(kind, "").split()
    faults = [f"{kind} lacks {field}" for field in wanted if node.get(field) in (None, "", [], {})]
    for field in DATES:
        if field in node and not _is_moment(node[field]):
            faults.append(f"{kind}.{field} is {node[field]!r}, no moment with an offset")
    for field in ADDRESSES:
        for value in [node[field]] if isinstance(node.get(field), str) else []:
            if not re.match("https?://", value):
                faults.append(f"{kind}.{field} is {value!r}, no whole address")
    if kind == "BreadcrumbList":
        faults += _faults_of_steps(node.get("itemListElement", []))
    if kind == "NewsArticle" and node.get("dateModified", "") < node.get("datePublished", ""):
        faults.append("NewsArticle was modified before it was published")
    return faults


def _faults_of_steps(steps: list[dict]) -> list[str]:
    places = [step.get("position") for step in steps]
    if places != list(range(1, len(steps) + 1)) or len(steps) < 2:
        return [f"BreadcrumbList has the positions {places}"]
    return [f"ListItem {s['position']} lacks item" for s in steps[:-1] if not s.get("item")]


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except (TypeError, ValueError):
        return False
