"""What the desk says of the passages that bear the takeaways out; it warns, and never forbids."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.desk.article import Article, Takeaway
from articles.text.document import Takeaway as Point
from articles.text.passage import Passages, Standing


@dataclass(frozen=True)
class Remark:
    """What is to be said of a takeaway's passage; `number` is its place among the takeaways."""

    number: int
    standing: Standing
    text: str

    @property
    def is_warning(self) -> bool:
        """Whether something was right once, or leads elsewhere; not that there is nothing yet."""
        return self.standing is not Standing.UNNAMED


def remark_on(takeaway: Takeaway | Point, standing: Standing) -> str:
    """What to say of a passage that stands so, "" if all is well."""
    if standing is Standing.UNNAMED:
        return _("It names no passage, so that readers cannot check it.")
    if standing is Standing.CHANGED:
        return _("The text beneath this heading has changed since the takeaway was last checked.")
    if standing is Standing.REPEATED:
        return _("The story has these words more than once, and the first are meant. Add a few.")
    if standing is Standing.GONE and takeaway.quote:
        return _("These words are not in the story. Choose others, or a heading.")
    if standing is Standing.GONE:
        return _("This heading is not in the story. Choose another, or words of the story.")
    return ""


def remarks_on(article: Article) -> list[Remark]:
    """The remarks on a story as it was last saved, in the order of its takeaways. One query."""
    passages, found = Passages(article.body), []
    for number, takeaway in enumerate(article.takeaways.all(), start=1):
        standing = passages.standing(takeaway.as_printed(), checked=takeaway.checked)
        if said := remark_on(takeaway, standing):
            found.append(Remark(number, standing, said))
    return found


def take_note(article: Article) -> None:
    """From now on a change is told of passages that were never checked: they count from here."""
    passages = Passages(article.body)
    for takeaway in article.takeaways.filter(checked="").exclude(anchor="", quote=""):
        digest = passages.digest_of(takeaway.as_printed())
        Takeaway.objects.filter(pk=takeaway.pk).update(checked=digest)
