"""What is written into the log of what readers, and whoever else asks, are refused."""

import io
import logging

import pytest
from django.conf import settings
from django.test import Client


@pytest.fixture
def log(monkeypatch):
    """The log, as it is written on the console."""
    written = io.StringIO()
    console = next(each for each in logging.getLogger().handlers if each.get_name() == "console")
    monkeypatch.setattr(console, "stream", written)
    return written


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_a_name_of_a_host_that_is_not_the_papers_is_one_line(db, log, path):
    answer = Client(headers={"Host": "evil.example"}).get(path)

    lines = log.getvalue().splitlines()

    assert answer.status_code == 400
    assert "evil.example" not in settings.ALLOWED_HOSTS
    assert len(lines) == 1
    assert "Invalid HTTP_HOST header: 'evil.example'" in lines[0]
