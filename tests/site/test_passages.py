"""Takeaways on the page: each leads to the passage that bears it out, and that leads back."""

import re

import pytest

from articles.text.document import Takeaway
from tests.make import make_edition, make_image

pytestmark = pytest.mark.looks

BODY = "<p>Nine boats came in at noon.</p><h2>The vote</h2><p>It was <em>close</em>: 17 to 12.</p>"


def make_story(*takeaways, body=BODY, **known):
    """A printed story with these takeaways."""
    return make_edition(body=body, takeaways=takeaways, **known)


def test_a_takeaway_leads_to_words_and_their_paragraph_leads_back(reader):
    story = make_story(Takeaway("Many", quote="Nine boats"), Takeaway("Close", "the-vote"))

    page = reader.get(story.address).text

    assert 'href="#passage-1:~:text=Nine%20boats"' in page
    assert 'href="#the-vote"' in page
    back = '<a class="mark" href="#takeaway-{0}" aria-label="Back to takeaway {0}">{0}</a> '
    assert f'<p id="passage-1">{back.format(1)}Nine boats came' in page
    assert f'<h2 id="the-vote">{back.format(2)}The vote</h2>' in page
    for number in (1, 2):
        assert f'<li id="takeaway-{number}">' in page


def test_a_takeaway_whose_passage_is_gone_leads_nowhere(reader):
    story = make_story(Takeaway("Ten", quote="Ten boats"), Takeaway("Old", "gone"), Takeaway("No"))

    page = reader.get(story.address).text

    assert "Read the passage" not in page
    assert 'class="mark"' not in page


def test_the_front_pages_lead_has_the_same_links(reader):
    story = make_story(Takeaway("Many", quote="Nine boats"), lead=make_image())

    assert f'href="{story.address}#passage-1:~:text=Nine%20boats"' in reader.get("/").text


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feeds_have_the_same_links(reader, kind):
    story = make_story(Takeaway("Many", quote="Nine boats"))

    feed = reader.get(f"/feed/site.{kind}").text

    assert f"http://testserver{story.address}#passage-1:~:text=Nine%20boats" in feed


def test_a_caption_can_bear_a_takeaway_out(reader):
    image = make_image()
    figure = f'<figure data-image="{image.pk}"><figcaption>Nine at the pier</figcaption></figure>'
    story = make_story(Takeaway("Many", quote="Nine at the pier"), body=f"<p>x</p>{figure}")

    page = reader.get(story.address).text

    assert 'href="#passage-1:~:text=Nine%20at%20the%20pier"' in page
    assert re.search(r'<figcaption><span id="passage-1"><a class="mark"[^>]*>1</a> </span>', page)


def test_nothing_in_a_link_can_end_its_attribute(reader):
    quote = "“Nine” \"boats\" <b> & 'more' -- a,b"
    body = "<p>“Nine” \"boats\" &lt;b&gt; &amp; 'more' -- a,b</p>"
    story = make_story(Takeaway("x", quote=quote), body=body)

    link = re.search(r'href="(#passage-1[^"]*)"', reader.get(story.address).text)[1]

    assert not set(link.removeprefix("#passage-1:~:text=")) & set("\"'<>&,- ")


def test_each_id_stands_once(reader):
    body = "<h2>Passage 1</h2><p>One.</p><h2>Passage 1</h2><p>Two.</p><p>Three.</p>"
    points = [Takeaway(n, quote=n) for n in ("One.", "Two.", "Three.", "Passage 1")]
    story = make_story(*points, body=body)

    ids = re.findall(r' id="([^"]+)"', reader.get(story.address).text)

    assert len(ids) == len(set(ids))
