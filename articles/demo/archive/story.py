"""What each story of an archive says, and when it was printed: the same for the same seed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from articles.demo.archive.ground import Ground
from articles.demo.archive.tongue import Tongue
from articles.editions.edition import Kind
from articles.text.document import Credit, Document, Lead, Takeaway
from articles.text.words import slug

# Between one story and the next.
APART = timedelta(minutes=15)
# Between the editions of a story; of one that has very many; and from a story to its end.
LATER, RUNNING, GONE = timedelta(minutes=90), timedelta(minutes=2), timedelta(days=1)
# So many of the last stories wait for their time, one of so many has never been printed.
WAITING, OF_DRAFTS = 4, 50


@dataclass(frozen=True)
class Printing:
    """An edition: when it begins and what it says; a withdrawal says nothing."""

    at: datetime
    kind: str
    document: Document | None = None
    correction: str = ""
    notice: str = ""
    moved_to: str = ""


@dataclass(frozen=True)
class Story:
    """A story: its texts as they were saved, of which the last is the working copy; and printed."""

    number: int
    begun: datetime
    by: int
    saved: tuple[Document, ...]
    printed: tuple[Printing, ...]


@dataclass
class Writer:
    """Who writes them all, one after the other, the oldest first."""

    stories: int
    editions: int
    now: datetime
    tongue: Tongue
    ground: Ground
    first_id: int

    def story(self, n: int) -> Story:
        """The story of that number, from 0 on. They must be asked for in their order."""
        begun = self._begun(n)
        text = self._text(n)
        by = self.ground.staff[n % len(self.ground.staff)]
        if n % OF_DRAFTS == 17:
            return Story(n, begun, by, (text,), ())
        printed = [Printing(begun, Kind.NEW, text)]
        for at, kind in self._later(n, begun):
            known = {"correction": self.tongue.sentences(1)} if kind == Kind.CORRECTION else {}
            text = self._changed(text, kind)
            printed.append(Printing(at, kind, text, **known))
        saved = tuple(each.document for each in printed)
        if n % 200 == 77 and begun + GONE < self.now:
            printed.append(self._end(n, printed[-1]))
        return Story(n, begun, by, saved, tuple(printed))

    def _begun(self, n: int) -> datetime:
        ahead = WAITING if self.stories > OF_DRAFTS else 0
        # Not on the quarter of the hour, as if by a clock.
        return self.now - APART * (self.stories - n - ahead) + timedelta(seconds=n * 37 % 600)

    def _text(self, n: int) -> Document:
        tongue, ground, dice = self.tongue, self.ground, self.tongue.dice
        headline = tongue.phrase(dice.randint(5, 8))
        parts = [tongue.phrase(3), tongue.phrase(2)]
        body = "".join(f"<p>{tongue.sentences(2)}</p>" for _n in range(dice.choice((1, 1, 2, 4))))
        if n % 6 == 1:
            body += f'<figure data-image="{ground.images[n // 6 % len(ground.images)]}"></figure>'
        body += "".join(f"<h2>{part}</h2><p>{tongue.sentences(1)}</p>" for part in parts)
        return Document(
            headline=headline,
            slug=f"{slug(headline, length=60)}-{n}",
            standfirst=tongue.sentences(1),
            body=body,
            takeaways=(
                Takeaway(tongue.phrase(7), slug(parts[0])),
                *(Takeaway(tongue.phrase(6)) for _n in range(n % 3)),
            ),
            credits=self._credits(n),
            section=ground.sections[ground.of_sections.pick(dice)],
            tags=tuple(sorted({ground.tags[ground.of_tags.pick(dice)] for _n in range(1 + n % 4)})),
            lead=Lead(ground.images[n % len(ground.images)], tongue.phrase(5)) if n % 3 else None,
            related=self._related(n),
            seo_description=tongue.phrase(8) if n % 4 == 0 else "",
            language="fr" if n % 50 == 49 else "",
        )

    def _credits(self, n: int) -> tuple[Credit, ...]:
        roles = ["author", *["author"] * (n % 6 == 0), "editor", *["photographer"] * (n % 4 == 0)]
        people = (self.ground.people[self.ground.of_people.pick(self.tongue.dice)] for _r in roles)
        pairs = dict.fromkeys(zip(people, roles, strict=True))
        return tuple(Credit(person, role) for person, role in pairs)

    def _related(self, n: int) -> tuple[int, ...]:
        """Two of the stories of the three weeks before, for every fifth."""
        if n % 5 or n < 10:
            return ()
        dice = self.tongue.dice
        return tuple(sorted({self.first_id + n - dice.randint(1, min(n, 2_000)) for _n in "12"}))

    def _later(self, n: int, begun: datetime):
        """When what was printed first was followed by what, up to now."""
        if n in self.running:
            kinds = (Kind.UPDATE, Kind.UPDATE, Kind.MINOR)
            for k in range(1, self.editions):
                yield begun + RUNNING * k, kinds[k % 3]
        elif n % 10 == 3:
            kinds = (Kind.UPDATE, Kind.CORRECTION, Kind.MINOR)[n // 10 % 2 : n // 10 % 4]
            for k, kind in enumerate(kinds or (Kind.CORRECTION,), 1):
                if begun + LATER * k < self.now:
                    yield begun + LATER * k, kind

    @cached_property
    def running(self) -> set[int]:
        """The numbers of the stories that have very many editions."""
        n = self.stories
        places = {n // 10, n // 3, n // 2, n - 250} if self.editions else set()
        return {
            each
            for each in places
            if each >= 0 and self._begun(each) + RUNNING * self.editions < self.now
        }

    def _changed(self, text: Document, kind: str) -> Document:
        more = f"<p>{self.tongue.sentences(1)}</p>"
        if kind == Kind.UPDATE:
            # What is told by the minute stays as long as any other story.
            body = text.body if len(text.body) > 3_000 else text.body + more
            return replace(text, headline=self.tongue.phrase(6), body=body)
        return replace(text, standfirst=self.tongue.sentences(1))

    def _end(self, n: int, last: Printing) -> Printing:
        notice = "" if n % 400 == 77 else "This story has been withdrawn."
        moved_to = "" if notice else "/corrections/"
        return Printing(last.at + GONE, Kind.WITHDRAWAL, notice=notice, moved_to=moved_to)
