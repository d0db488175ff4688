"""A search engine outside the database: told what to find, and missed by nobody when it is away."""

import json

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from articles import search
from articles.editions import press
from articles.editions.embargoing import hold
from articles.models import Edition
from articles.site.house import House
from articles.site.question import Question
from articles.text.wanted import Wanted
from tests.desk.form import text_of
from tests.make import hours, make_edition
from tests.test_settings import PUBLIC, manage
from tests.test_settings import told as setting

# Where nobody listens.
NOWHERE = {"BACKEND": "modelsearch.backends.opensearch3", "URLS": ["http://127.0.0.1:9"]}


@pytest.fixture
def outside():
    """Search is asked of an OpenSearch that is not there, without waiting for it."""
    engines = {"default": NOWHERE | {"INDEX_PREFIX": "newsroom_", "OPTIONS": {"max_retries": 0}}}
    for known in (search.engine, search._away):
        known.cache_clear()
    with override_settings(MODELSEARCH_BACKENDS=engines):
        yield search.engine()
    for known in (search.engine, search._away):
        known.cache_clear()


def compiled(engine, question, editions):
    """What the engine would be asked, as it goes over the wire."""
    found = engine.search(search._question(Wanted.read(question)), editions)
    return json.loads(json.dumps(found.query_compiler.get_query(), default=str))


def flat(query):
    """All leaves of a query, as "path=value"."""
    if isinstance(query, dict):
        return {f"{k}.{leaf}" for k, v in query.items() for leaf in flat(v)}
    if isinstance(query, list):
        return {leaf for each in query for leaf in flat(each)}
    return {f"={query}"}


def test_the_setting_names_engine_and_address():
    known = setting(
        "MODELSEARCH_BACKENDS['default']",
        **PUBLIC,
        SEARCH_URL="opensearch+https://name:word@search.example:9200",
    )

    assert "'modelsearch.backends.opensearch3'" in known
    assert "'https://name:word@search.example:9200'" in known
    plain = setting("MODELSEARCH_BACKENDS['default']", **PUBLIC)
    assert "'articles.search.database'" in plain


@pytest.mark.parametrize("url", ["https://search.example", "solr+https://x", "opensearch+ftp://x"])
def test_an_engine_that_is_none_stops_the_start_and_keeps_its_password_to_itself(url):
    code, words = manage("check", **PUBLIC, SEARCH_URL=f"{url}/name:secretword@")

    assert code != 0
    assert "Begin it with opensearch+https:// or elasticsearch+https://" in words
    assert "secretword" not in words


def test_the_engine_is_asked_for_what_is_live_with_every_limit(outside, db):
    make_edition(section="news/city", tags=["Floods"])
    query = {"q": 'harbour "shut gates"', "author": "ada-marsh", "tag": "floods"}
    query |= {"section": "news", "from": "2026-01-01", "to": "2026-02-01"}

    editions = Question.of(query).asked_of(house=House(), at=hours(0))
    asked = flat(compiled(outside, query["q"], editions))

    for part in ("live_from_filter", "live_until_filter", "document_filter", "section_id_filter"):
        assert any(part in leaf for leaf in asked), part
    assert any("published_filter.gte" in leaf for leaf in asked)
    assert any("id_filter" in leaf for leaf in asked)
    assert any(leaf.endswith("=harbour") for leaf in asked)
    assert any("phrase" in leaf and leaf.endswith("=shut gates") for leaf in asked)
    assert any("_all_text_boost_10_0" in leaf for leaf in asked)


def test_an_edition_is_told_by_its_words_and_times_and_not_by_its_document(outside, db):
    edition = make_edition(headline="Écluse", body="<p>Shut <strong>gates</strong></p>")
    mapping = outside.mapping_class(Edition)

    known = json.loads(json.dumps(mapping.get_document(edition), default=str))

    assert known["title"] == "ecluse"
    assert known["found_by_body"].strip() == "shut gates"
    assert known["document_filter"] is True
    assert known["live_from_filter"] and known["published_filter"]
    kinds = mapping.get_mapping()["properties"]
    assert kinds["document_filter"]["type"] == "boolean"
    assert kinds["published_filter"]["type"] == "date"


def test_while_it_is_away_stories_are_printed_withdrawn_and_read(
    outside, reader, db, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        edition = make_edition(headline="Flood meanwhile")
        page = reader.get("/search/?q=flood")
        press.redact(edition.pk, by=None, reason="A court said so.")

    assert page.status_code == 503
    assert "Search is away for a moment" in page.text
    assert reader.get("/").status_code == 200
    assert Edition.live(at=hours(0)).count() == 0


class Answers:
    """An engine's client that knows some answers."""

    def __init__(self, *ids):
        self.ids, self.asked = ids, []

    def search(self, **known):
        self.asked.append(known)
        hits = [{"fields": {"pk": [str(pk)]}, "_score": 1.0} for pk in self.ids]
        return {"hits": {"hits": hits}}


def test_what_it_finds_is_shown_in_its_order_if_it_is_still_live(outside, reader, db, monkeypatch):
    first, second = make_edition(headline="First"), make_edition(headline="Second")
    gone = make_edition(headline="Gone", live_from=hours(-2))
    press.withdraw(gone.article_id, by=None, at=hours(-1))
    monkeypatch.setattr(outside, "es", Answers(second.pk, gone.pk, first.pk))

    page = reader.get("/search/?q=flood")

    assert page.text.index("Second</a>") < page.text.index("First</a>")
    assert "Gone" not in page.text
    assert len(outside.es.asked) == 1


def test_it_forgives_slips_when_nothing_is_found(outside, reader, db, monkeypatch):
    monkeypatch.setattr(outside, "es", Answers())

    reader.get("/search/?q=harbuor")

    exact, near = (asked["body"]["query"]["bool"]["must"] for asked in outside.es.asked)
    assert "fuzziness" not in str(exact)
    assert "'fuzziness': 'AUTO'" in str(near)


def test_to_fill_up_an_index_outside_is_left_to_whoever_rebuilds_it(outside, db):
    make_edition()

    call_command("rebuild_search", missing=True)

    assert search.missing(Edition.archive.all()).count() == 0


def test_the_engine_is_told_to_leave_out_what_is_under_embargo(outside, db):
    waiting = make_edition(live_from=hours(9))
    hold(waiting.article_id, until=hours(5), by=None)

    editions = Question.of({"q": "harbour"}).asked_of(house=House(), at=hours(0))
    asked = flat(compiled(outside, "harbour", editions))

    assert any("must_not" in leaf and leaf.endswith(f"id_filter.={waiting.pk}") for leaf in asked)


def test_the_desk_is_told_that_it_was_away(outside, reader, editor):
    make_edition(headline="Harbour wall")
    assert "Nothing is late" in text_of(editor.get(reverse("admin:index")))

    reader.get("/search/?q=harbour")

    assert "The search engine gave no answer at " in text_of(editor.get(reverse("admin:index")))
