"""What the demo's desk says of the stories that it is at work on: notes, replies, suggestions."""

from dataclasses import dataclass

from articles.desk import talking
from articles.desk.article import Article
from articles.desk.note import CONTEXT, Note, Part
from articles.desk.talking import Quoted
from articles.text.blocks import blocks_of


@dataclass(frozen=True)
class Said:
    """A note by a login, with replies of (login, text); `resolved` is who resolved it.

    It is about the words `quote`, or suggests a `headline`, or is about the whole story.
    """

    by: str
    text: str
    quote: str = ""
    headline: str = ""
    replies: tuple[tuple[str, str], ...] = ()
    resolved: str = ""


ON_THE_REWORKED = (
    Said(
        "administrator",
        "Did she close it, or did the lease end? It reads as if she had been pushed.",
        quote="closed in the tenth week",
        replies=(("writer", "She closed it, and says so herself in the next sentence."),),
        resolved="administrator",
    ),
    Said(
        "editor",
        "60 per cent fewer than when? Than the autumn before, or than the ninety days before? "
        "@writer, please ask him, and give the numbers.",
        quote="he sold 60 per cent fewer during its ninety days",
        replies=(
            (
                "writer",
                "The autumn before: 212 boxes then, 85 now. It is his own ledger; I will say so.",
            ),
        ),
    ),
    Said(
        "administrator",
        "The present one is charming and tells nothing. What became of them?",
        headline="A pound a day on Market Hill: eleven stayed, five left, no one was ruined",
        replies=(("editor", "Ask Mr Penhallow. Without the last words I take it."),),
    ),
)
# By the headlines of the drafts.
ON_DRAFTS = {
    "What the old tram depot could be, in five drawings": (
        Said(
            "editor",
            "Asked by whom, and where? If the office that made the drawings asked them, say so.",
            quote="the 340 people who were asked",
        ),
    ),
    "Market Hill tenants meet tonight about the second winter": (
        Said("writer", "@editor, they begin at seven. You have my text by nine."),
    ),
}


def talk_of_the_week(users, *, reworked: Article) -> None:
    """Say all of it, by the verbs of the desk, so that everyone is told of what concerns them."""
    # Whose it is has been said since.
    reworked.refresh_from_db()
    for said in ON_THE_REWORKED:
        _say(said, reworked, users)
    for headline, told in ON_DRAFTS.items():
        for said in told:
            _say(said, Article.objects.get(headline=headline), users)


def _say(said: Said, article: Article, users) -> None:
    first = _begin(said, article, by=users[said.by])
    for login, text in said.replies:
        talking.reply(first.pk, article=article, by=users[login], text=text)
    if said.resolved:
        talking.resolve(first.pk, article=article, by=users[said.resolved])


def _begin(said: Said, article: Article, *, by) -> Note:
    if said.headline:
        known = {"part": Part.HEADLINE, "proposal": said.headline, "text": said.text}
        return talking.suggest(article, by=by, **known)
    if said.quote:
        known = {"part": Part.BODY, "quoted": _quoted(article, said.quote)}
        return talking.note(article, by=by, text=said.text, **known)
    return talking.note(article, by=by, text=said.text)


def _quoted(article: Article, quote: str) -> Quoted:
    """The words with what stands around them. Raises ValueError for words that are not there."""
    text = " ".join(block.text for block in blocks_of(article.body) if block.text)
    begin = text.index(quote)
    end = begin + len(quote)
    return Quoted(quote, text[max(0, begin - CONTEXT) : begin], text[end : end + CONTEXT])
