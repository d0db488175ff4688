"""Finding reports by words costs as much as there are found, however many there are."""

import re

import pytest
from django.db import connection

from articles.feedback import finding
from tests.feedback.answers import make_report
from tests.make import make_user

pytestmark = pytest.mark.django_db


def test_what_has_the_words_is_looked_up_by_an_index_and_no_report_is_gone_through():
    report, moderator = make_report(comment="The mast is not there"), make_user("Moderator")

    found = finding.having("mast", by=moderator)

    assert [row["pk"] for row in found] == [report.pk]
    if connection.vendor == "sqlite":
        plan = found.explain()
        assert "SEARCH articles_feedback USING INTEGER PRIMARY KEY" in plan
        assert not re.search(r"SCAN articles_feedback", plan)
