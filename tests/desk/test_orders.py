"""Two people, three tabs, any order of typing, keeping, crashing, saving: no word is dropped."""

import random
import re
from dataclasses import dataclass, field
from itertools import count

import pytest
from django.urls import reverse

from articles.models import Article, Revision, Sitting
from tests.chance import seeds
from tests.desk.form import address_of, filled
from tests.make import make_article

pytestmark = pytest.mark.django_db
STEPS = ("type", "type", "keep", "keep", "save", "save", "crash", "take", "leave")


@dataclass
class Tab:
    """A form that someone has open. `safe` are the words that the desk has been given."""

    client: object
    article: Article
    numbers: object
    posted: dict = field(default_factory=dict)
    merging: int = 0

    def open(self, answer=None):
        """Load the form, or look at the one that was answered."""
        self.posted, self.merging = filled(self.article), 0
        answer = answer or self.client.get(address_of(self.article))
        self.posted |= {"sitting": answer.context["sitting"], "took": answer.context["took"]}
        form = answer.context["adminform"].form
        if form.is_bound:
            self.posted |= {
                "body": form["body"].value(),
                "seen_version": form["seen_version"].value(),
            }
            self.merging = form.conflict.version if form.conflict else 0

    def sent(self, **more):
        """What is sent now, later than all before."""
        return self.posted | {"serial": next(self.numbers)} | more

    def type(self):
        """Add a word, in a paragraph of its own or at the end of one that is there."""
        word = f" w{next(self.numbers)}"
        body = self.posted["body"]
        at = random.Random(word).choice([m.start() for m in re.finditer("</p>", body)])  # noqa: S311
        new = random.Random(word).random() < 0.5  # noqa: S311 - to try orders, not to keep secrets
        self.posted["body"] = f"{body[:at]}{'</p><p>' if new else ''}{word}{body[at:]}"

    def keep(self):
        """What happens a second after the last key."""
        where = reverse("admin:articles_article_sitting", args=[self.article.pk])
        assert self.client.post(where, self.sent(typed=1)).json()["kept"]

    def save(self):
        """Press Save; where a colleague has saved, look, and save both together."""
        pressed = {"_merge": self.merging} if self.merging else {"_save": 1}
        answer = self.client.post(address_of(self.article), self.sent(**pressed))
        self.open(None if answer.status_code == 302 else answer)

    def take(self):
        """Open the form, and take up what is offered there."""
        self.open()
        offered = Sitting.objects.unsaved(self.client.user, self.article.pk).first()
        if offered:
            answer = self.client.post(address_of(self.article), self.sent(_take=offered.name))
            self.open(answer)

    crash = leave = open


def words_in(texts):
    return set(re.findall(r"w\d+", " ".join(texts)))


def words_at_the_desk():
    """Every word that can be had again: of the story, its history, and what is kept."""
    kept = [row.fields["body"][0] for row in Sitting.objects.filter(closed=False) if row.fields]
    saved = [revision.document["body"] for revision in Revision.objects.all()]
    return words_in([*kept, *saved, *Article.objects.values_list("body", flat=True)])


@pytest.mark.parametrize("seed", seeds(14))
def test_whatever_was_given_to_the_desk_can_be_had_again(seed, editor, chief):
    chance, numbers = random.Random(seed), count(1)  # noqa: S311 - likewise
    article = make_article(body="<p>It began.</p><p>It went on.</p>")
    tabs = [Tab(client, article, numbers) for client in (editor, editor, chief)]
    for tab in tabs:
        tab.open()

    given = set()
    for _n in range(14):
        tab, step = chance.choice(tabs), chance.choice(STEPS)
        before = words_in([tab.posted["body"]])
        getattr(tab, step)()
        if step in ("keep", "save"):
            given |= before
        assert given <= words_at_the_desk(), (step, given - words_at_the_desk())
