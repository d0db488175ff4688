"""Merging two people or topics, by the verbs and as a browser would ask for it."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from articles.desk.merging import merge_contributors, merge_tags
from tests.make import make_contributor, make_tag, make_user


def merge_people(*names, into):
    """Make the people of these names one with `into`, by someone who may."""
    merged = {make_contributor(name).pk for name in names}
    chief = make_user("Administrator")
    return merge_contributors(merged, into=make_contributor(into).pk, by=chief)


def merge_topics(*names, into):
    """Likewise for topics."""
    merged = {make_tag(name).pk for name in names}
    return merge_tags(merged, into=make_tag(into).pk, by=make_user("Administrator"))


def asked(who, *records, **fields):
    """The answer to the action on these records; with `stays` and `_merge`, to its page."""
    table = records[0]._meta.label_lower.replace(".", "_")
    posted = {"action": "merge", ACTION_CHECKBOX_NAME: [each.pk for each in records], **fields}
    return who.post(reverse(f"admin:{table}_changelist"), posted)
