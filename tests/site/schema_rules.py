"""What search engines require and recommend of structured data, by type."""

import json
import re
from datetime import datetime

# From the documentation of Google's rich results: what it requires, then what it recommends.
FIELDS = {
    "NewsArticle": "headline image datePublished dateModified author publisher url description "
    "mainEntityOfPage articleSection inLanguage isAccessibleForFree wordCount timeRequired",
    "BreadcrumbList": "itemListElement",
    "Person": "name url",
    "ProfilePage": "mainEntity name url",
    "CorrectionComment": "datePublished text",
    "WebSite": "name url publisher inLanguage",
    "NewsMediaOrganization": "name url logo correctionsPolicy masthead",
    "CollectionPage": "name url description inLanguage isPartOf",
    "ItemList": "itemListElement numberOfItems",
    "ListItem": "position name",
    "ImageObject": "url",
}
ADDRESSES = ("url", "item", "@id", "image", "sameAs", "masthead", "correctionsPolicy")
DATES = ("datePublished", "dateModified")


def graph_of(text):
    """The structured data of a page: its nodes by type."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    data = json.loads(found)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def nodes_within(value):
    """Every node in some structured data that says what it is."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for each in value.values():
            yield from nodes_within(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes_within(each)


def broken(graph):
    """Each rule that the nodes of a page break."""
    wrong = []
    for node in nodes_within(list(graph.values())):
        kind = node["@type"]
        if kind not in FIELDS:
            wrong.append(f"no rule is known for a {kind}")
            continue
        wrong += [f"{kind} lacks {field}" for field in FIELDS[kind].split() if field not in node]
        wrong += [
            f"{kind}.{name} is empty" for name, value in node.items() if value in ("", [], None)
        ]
        for name in set(ADDRESSES) & set(node):
            values = node[name] if isinstance(node[name], list) else [node[name]]
            wrong += [
                f"{kind}.{name} is {v}" for v in values if not re.match(r"https?://[^\s]+$", v)
            ]
        for name in set(DATES) & set(node):
            if datetime.fromisoformat(node[name]).tzinfo is None:
                wrong.append(f"{kind}.{name} has no offset")
        if kind in {"BreadcrumbList", "ItemList"}:
            places = [item["position"] for item in node["itemListElement"]]
            wrong += [] if places == list(range(1, len(places) + 1)) else [f"{kind} is not counted"]
    return wrong
