"""The house style: rules that editors keep, told by the checks and to whoever writes."""

import json
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.demo.planned import DRAFTS
from articles.demo.story import read_stories, read_table
from articles.models import CheckRule, StyleRule
from articles.text.body import plain
from tests.desk.form import text_of
from tests.desk.test_checks import concerns, press, said
from tests.make import make_article, make_style_rule

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

LIST = "admin:articles_stylerule_changelist"
ADD = "admin:articles_stylerule_add"
CHANGE = "admin:articles_stylerule_change"
ASK = "admin:articles_article_style"
# What takes minutes, and the text that it takes them on.
ENDLESS, ENDLESS_ON = "(a+)+$", f"{'a' * 5_000}!"


def rule(**known):
    """The form of a rule, as a browser would send it."""
    usual = {"pattern": "advisor", "kind": "words", "say": "No.", "part": "all", "is_active": "on"}
    return usual | known


def amiss(answer):
    """What the form of a rule was refused for: field and code of each."""
    errors = answer.context["adminform"].form.errors.as_data()
    return {field: each[0].code for field, each in errors.items()}


def ask(someone, *texts, language=""):
    """What the rules say of texts, each (part, text)."""
    question = json.dumps({"language": language, "texts": texts})
    return someone.post(reverse(ASK), question, content_type="application/json")


def found(someone, text, part="body", **known):
    """Of one text, from where to where each remark is, and what may be put instead."""
    (remarks,) = ask(someone, (part, text), **known).json()["found"]
    return [(each["begin"], each["end"], each["instead"]) for each in remarks]


# Keeping the rules


@pytest.mark.parametrize(
    ("known", "refused"),
    [
        ({}, {}),
        ({"kind": "expression", "pattern": r"(\d) ?%", "instead": r"\1 per cent"}, {}),
        ({"kind": "expression", "pattern": " {2,}", "instead": " "}, {}),
        ({"kind": "expression", "pattern": r"\b(\w+) \1\b", "instead": r"\1"}, {}),
        ({"kind": "expression", "pattern": "("}, {"pattern": "not_an_expression"}),
        ({"kind": "expression", "pattern": "(?R)"}, {"pattern": "not_an_expression"}),
        ({"kind": "expression", "pattern": "a{e}"}, {"pattern": "not_an_expression"}),
        ({"kind": "expression", "pattern": "x*"}, {"pattern": "finds_nothing"}),
        ({"kind": "expression", "pattern": r"\b"}, {"pattern": "finds_nothing"}),
        ({"kind": "expression", "pattern": "(?=x)"}, {"pattern": "finds_nothing"}),
        ({"kind": "expression", "pattern": "a", "instead": r"\1"}, {"instead": "no_such_group"}),
        ({"pattern": "  "}, {"pattern": "finds_nothing"}),
        ({"pattern": "x\0"}, {"pattern": "null_characters_not_allowed"}),
        ({"instead": "Advisor"}, {"instead": "endless"}),
        ({"instead": "Advisor", "match_case": "on"}, {}),
        ({"language": "english"}, {"language": "not_a_language"}),
        # An expression that is read as plain words would find nothing for ever.
        ({"pattern": ENDLESS}, {"kind": "like_an_expression"}),
        ({"pattern": r"\bper cent\b"}, {"kind": "like_an_expression"}),
        ({"pattern": "cat|dog", "wrong_example": "a CAT|dog"}, {}),
        ({"pattern": "(sic)"}, {}),
        ({"pattern": "U.K.?"}, {}),
        ({"wrong_example": "An adviser"}, {"wrong_example": "missed"}),
        ({"wrong_example": "An Advisor", "right_example": "advisory"}, {}),
        ({"right_example": "An Advisor"}, {"right_example": "found"}),
    ],
)
def test_a_rule_is_tried_before_it_is_kept(editor, known, refused):
    answer = editor.post(reverse(ADD), rule(**known))

    assert answer.status_code == (422 if refused else 302)
    assert (amiss(answer) if refused else {}) == refused
    assert StyleRule.objects.exists() != bool(refused)


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        (ENDLESS, "too_slow"),
        (r"(\w+\s?)+$", "too_slow"),
        (r"^(.*?,){11}P", "too_slow"),
        # These would take their time as they are read, before anything is looked for.
        ("(" * 10 + "a" + "{9})" * 10, "too_large"),
        ("(?:" * 30 + "a" + ")+" * 30, "too_large"),
    ],
)
def test_an_expression_that_would_never_end_is_refused_at_once(editor, pattern, code):
    begun = process_time()

    answer = editor.post(reverse(ADD), rule(kind="expression", pattern=pattern))

    assert amiss(answer) == {"pattern": code}
    assert process_time() - begun < 5
    assert "This expression" in text_of(answer)


def test_editors_and_administrators_keep_them(writer, editor, moderator, chief, stranger):
    known = make_style_rule()
    pages = [reverse(LIST), reverse(ADD), reverse(CHANGE, args=[known.pk])]

    for someone, status in [(editor, 200), (chief, 200)] + [
        (each, 403) for each in (writer, moderator, stranger)
    ]:
        assert [someone.get(page).status_code for page in pages] == [status] * 3
    assert writer.post(reverse(ADD), rule()).status_code == 403


# What is said as one writes


@pytest.mark.parametrize(
    ("known", "text", "places"),
    [
        ({}, "An advisor, advisory", [(3, 10, "adviser")]),
        ({}, "Advisor ADVISOR", [(0, 7, "Adviser"), (8, 15, "ADVISER")]),
        ({"match_case": True}, "Advisor advisor", [(8, 15, "adviser")]),
        ({"pattern": "didn't"}, "She didn’t", [(4, 10, "adviser")]),
        ({"pattern": "per cent"}, "10 per  cent\nper\ncent", [(3, 12, "adviser")]),
        ({"pattern": "U.K."}, "the U.K.’s", [(4, 8, "ADVISER")]),
        ({"pattern": "%", "instead": "x"}, "5% 6 %", [(1, 2, "x"), (5, 6, "x")]),
        # As browsers count: a badger is two, and so is each half of a family.
        ({}, "🦡 advisor", [(3, 10, "adviser")]),
        ({}, "é\u0301 👩‍👧 advisor", [(9, 16, "adviser")]),
        ({}, "\ud83d advisor", [(2, 9, "adviser")]),
        ({"pattern": "🦡", "instead": "badger"}, "a 🦡!", [(2, 4, "badger")]),
    ],
)
def test_words_are_found_in_their_place(writer, known, text, places):
    make_style_rule(**{"pattern": "advisor", "instead": "adviser", **known})

    assert found(writer, text) == places


def test_an_expression_puts_its_groups_where_they_are_named(writer):
    make_style_rule(r"(\d+)(\.\d+)? ?%", r"\1\2 per cent", kind="expression")

    assert found(writer, "4% or 4.5 %") == [(0, 2, "4 per cent"), (6, 11, "4.5 per cent")]


def test_a_rule_is_for_a_part_and_for_a_language(writer):
    make_style_rule("advisor", part="headline")
    make_style_rule("centre", language="en-us")
    make_style_rule("week-end", language="fr")
    make_style_rule("towards", is_active=False)

    text = "advisor centre week-end towards"
    assert found(writer, text) == []
    assert found(writer, text, "headline") == [(0, 7, "")]
    assert found(writer, text, language="en-US") == [(8, 14, "")]
    assert found(writer, text, language="fr-ca") == [(15, 23, "")]


def test_whoever_writes_may_ask(writer, editor, moderator, stranger, client):
    make_style_rule("advisor")

    assert [ask(each, ("body", "advisor")).status_code for each in (writer, editor)] == [200, 200]
    assert [ask(each, ("body", "x")).status_code for each in (moderator, stranger)] == [403, 403]
    assert ask(client, ("body", "x")).status_code == 302
    assert writer.get(reverse(ASK)).status_code == 405


def test_asking_takes_a_token(writer):
    writer.handler.enforce_csrf_checks = True

    assert ask(writer, ("body", "x")).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("[]", 400),
        ("[" * 100_000, 400),
        ('{"language": "", "texts": [1]}', 400),
        ('{"language": "", "texts": [["nowhere", "x"]]}', 400),
        (json.dumps({"language": "", "texts": [["body", "x"]] * 201}), 413),
        (json.dumps({"language": "", "texts": [["body", "x" * 100_001]]}), 413),
    ],
)
def test_a_question_that_is_none_or_too_long_is_refused(writer, body, status):
    answer = writer.post(reverse(ASK), body, content_type="application/json")

    assert answer.status_code == status


def test_asking_takes_one_query_for_all_rules(writer, django_assert_max_num_queries):
    for n in range(20):
        make_style_rule(f"word{n}")
    texts = [("body", f"word{n} and more") for n in range(100)]

    # The session, the account, its rights by itself and by its groups, and the rules.
    with django_assert_max_num_queries(5):
        remarks = ask(writer, *texts).json()["found"]

    assert sum(map(len, remarks)) == 20


def test_a_placeholder_is_marked_unless_the_house_does_not_look_for_it(writer):
    assert found(writer, "In TKTK days, ATK.") == [(3, 7, "")]

    CheckRule.objects.update_or_create(check_code="placeholder", defaults={"level": "off"})

    assert found(writer, "In TKTK days") == []


def test_a_rule_that_finds_everything_says_so_a_hundred_times(writer):
    make_style_rule("a")

    assert len(found(writer, "a " * 1_000)) == 100


# A rule that takes too long


def test_a_rule_that_runs_out_of_time_is_passed_over_and_told(writer, editor):
    slow = make_style_rule(ENDLESS, kind="expression")
    make_style_rule("advisor")
    begun = process_time()

    told = ask(writer, ("body", f"advisor {ENDLESS_ON}")).json()

    assert process_time() - begun < 5
    assert [each["begin"] for each in told["found"][0]] == [0]
    assert told["passed_over"] == [ENDLESS]
    assert "Too slow" in text_of(editor.get(reverse(LIST)))
    assert "It ran out of time" in text_of(editor.get(reverse(CHANGE, args=[slow.pk])))


def test_many_slow_rules_do_not_add_up_and_hold_up_no_other(writer):
    for n in range(40):
        make_style_rule(f"(a+)+{n}$", kind="expression")
    StyleRule.objects.update(too_slow_at=timezone.now())
    make_style_rule("advisor")
    begun = process_time()

    places = found(writer, f"advisor {ENDLESS_ON}")

    assert process_time() - begun < 8
    assert places == [(0, 7, "")]


def test_the_checks_go_on_without_it(editor):
    make_style_rule(ENDLESS, kind="expression")
    make_style_rule("advisor", say="We write adviser.")

    told = said(editor, make_article(body=f"<p>An advisor. {ENDLESS_ON}</p>"))

    assert "“advisor”: We write adviser." in told
    assert f"house style was not looked for, since it takes too long: “{ENDLESS}”." in told
    assert StyleRule.objects.get(pattern=ENDLESS).too_slow_at


def test_a_rule_that_was_not_looked_for_stops_no_story(editor):
    make_style_rule(ENDLESS, kind="expression")
    CheckRule.objects.update_or_create(check_code="style", defaults={"level": "block"})
    article = make_article(body=f"<p>{ENDLESS_ON}</p>")

    asked = press(editor, article)
    keys = [each.key for each in asked.context["adminform"].form.worth_a_look]

    assert concerns(asked) == [("not_looked_for", "body")]
    assert press(editor, article, accepted=keys).status_code == 302


def test_saving_it_takes_the_note_away(editor):
    known = make_style_rule(too_slow_at=timezone.now())

    editor.post(reverse(CHANGE, args=[known.pk]), rule(pattern="advisor"))

    known.refresh_from_db()
    assert known.too_slow_at is None


# The checks before publishing


@pytest.mark.parametrize(
    ("field", "known"),
    [
        ("headline", {"headline": "An advisor"}),
        ("standfirst", {"standfirst": "An advisor"}),
        ("body", {"body": "<p>An <em>adv</em>isor</p>"}),
        ("takeaways", {"takeaways": ["An advisor"]}),
    ],
)
def test_what_breaks_a_rule_is_asked_about_once_at_its_field(editor, field, known):
    make_style_rule("advisor", "adviser", say="We write adviser.")
    article = make_article(**known)

    asked = press(editor, article)
    keys = [each.key for each in asked.context["adminform"].form.worth_a_look]

    assert ("style", field) in concerns(asked)
    assert "“advisor”: We write adviser. Put “adviser”." in text_of(asked)
    assert press(editor, article, accepted=keys).status_code == 302


def test_equal_remarks_are_one_and_twenty_are_told(editor):
    make_style_rule("advisor", say="We write adviser.")
    make_style_rule(r"w\d+", kind="expression")
    words = " ".join(f"w{n}" for n in range(25))

    told = said(editor, make_article(body=f"<p>advisor advisor</p><p>{words}</p>"))

    assert "“advisor”: We write adviser. It is there 2 times." in told
    assert "“w18”" in told
    assert "“w19”" not in told
    assert "The house style has 6 remarks more." in told


def test_a_house_can_let_its_rules_stop_publishing_or_not_ask(editor):
    make_style_rule("advisor")
    article = make_article(headline="An advisor")

    CheckRule.objects.update_or_create(check_code="style", defaults={"level": "block"})
    stopped = press(editor, article, accepted="x")
    CheckRule.objects.filter(check_code="style").update(level="off")

    assert "“advisor”: Not here." in text_of(stopped)
    assert press(editor, article).status_code == 302


def test_the_checks_take_one_query_for_all_rules(editor):
    article = make_article(headline="An advisor")
    for n in range(20):
        make_style_rule(f"word{n}")

    counts = []
    for level in ("off", "warn"):
        CheckRule.objects.update_or_create(check_code="style", defaults={"level": level})
        with CaptureQueriesContext(connection) as asked:
            said(editor, article)
        counts.append(len(asked))

    without, with_rules = counts
    assert with_rules == without + 1


# The demo


@pytest.fixture
def rules_of_the_upland(db):
    """The demo's rules, as its desk keeps them."""
    for known in read_table("style.toml")["rules"]:
        StyleRule.objects.create(language="en", **known)


@pytest.mark.usefixtures("rules_of_the_upland")
def test_the_demos_stories_keep_to_its_rules_and_one_draft_does_not(writer):
    stories = [
        ask(
            writer,
            ("headline", story.known["headline"]),
            ("standfirst", story.known["standfirst"]),
            ("body", plain(story.body)),
            *(("takeaways", point["text"]) for point in story.known["takeaways"]),
        ).json()["found"]
        for story in read_stories()
    ]
    drafts = [found(writer, each.notes) for each in DRAFTS]

    assert len(stories) > 20
    assert [remark for each in stories for text in each for remark in text] == []
    assert [[instead for *_place, instead in each] for each in drafts if each] == [
        [" ", "adviser", "61 per cent", "the"]
    ]


@pytest.mark.usefixtures("rules_of_the_upland")
def test_the_form_keeps_each_rule_of_the_demo_as_it_is(editor):
    for known in StyleRule.objects.values():
        form = {name: value for name, value in known.items() if value not in (None, False)}

        assert editor.post(reverse(CHANGE, args=[known["id"]]), form).status_code == 302
        assert StyleRule.objects.filter(pk=known["id"]).values().get() == known
