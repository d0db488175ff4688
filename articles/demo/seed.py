"""Fill an empty house with The Upland: by the same verbs that its editors use."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone
from taggit.models import Tag

from articles.demo.answered import answer_the_paper
from articles.demo.pictures import PICTURES, PORTRAITS
from articles.demo.planned import plan_the_week
from articles.demo.reading import read_the_paper
from articles.demo.story import Story, read_stories, read_table, undone, with_images
from articles.demo.talks import talk_of_the_week
from articles.desk.article import Article
from articles.desk.desksite import DEMO_PASSWORD
from articles.desk.revision import begin_save, revise
from articles.desk.style_rule import StyleRule
from articles.editions import press
from articles.editions.address import place_section
from articles.editions.arranging import Placement, arrange
from articles.editions.embargoing import hold
from articles.editions.release import Release
from articles.editions.releasing import plan
from articles.library.contributor import Contributor
from articles.library.image import Image, take_image
from articles.library.section import Section
from articles.text.document import Credit, Document, Lead, Takeaway
from articles.text.words import slug

LOGINS = {
    "writer": ("Writer", "Idris", "Kell", "idris"),
    "editor": ("Editor", "Callum", "Reyes", "callum"),
    "moderator": ("Moderator", "Wren", "Aske", None),
    "administrator": ("Administrator", "Hester", "Vane", "hester"),
}
REWORKED = "empty-shops-short-leases"


def seed(say: Callable[[str], None]) -> None:
    """Make the whole demo paper, unless the house already holds stories."""
    if Article.objects.exists():
        return
    say("Drawing the pictures …")
    images = _images()
    say("Printing the paper …")
    with transaction.atomic():
        users = _accounts()
        _sections()
        _style_rules()
        people = _people(images, users)
        articles = _stories(images, people, users)
        _changes(articles, users)
        plan_the_week(users, people, reworked=articles[REWORKED])
        talk_of_the_week(users, reworked=articles[REWORKED])
        release = _release(articles, people, users)
        _fronts(articles, users["editor"], release)
        answer_the_paper(users)
        read_the_paper(now=timezone.now())


def _images() -> dict[str, Image]:
    stories = {story.known["picture"]: story.known for story in read_stories()}
    people = read_table("people.toml")
    images = {}
    for name, draw in {**PICTURES, **PORTRAITS}.items():
        if name in people:
            known = {"name": people[name]["name"], "alt": ""}
        else:
            known = {"name": name.title(), "alt": stories.get(name, {}).get("alt", "")}
        file = io.BytesIO()
        draw().convert("RGB").save(file, "JPEG", quality=93)
        images[name] = take_image(file.getvalue(), credit="Illustration: The Upland", **known)
    return images


def _accounts() -> dict[str, User]:
    users = {}
    for name, (role, first, last, _contributor) in LOGINS.items():
        user = User.objects.create_user(
            name,
            f"{name}@upland.example",
            DEMO_PASSWORD,
            first_name=first,
            last_name=last,
            is_staff=True,
        )
        user.groups.add(Group.objects.get(name=role))
        users[name] = user
    return users


def _sections() -> None:
    for position, known in enumerate(read_table("sections.toml")["sections"]):
        above, _, last = known["path"].rpartition("/")
        section = Section(name=known["name"], description=known["description"], position=position)
        parent = Section.objects.get(path=above) if above else None
        place_section(section, parent=parent, slug=last)


def _style_rules() -> None:
    rules = read_table("style.toml")["rules"]
    StyleRule.objects.bulk_create(StyleRule(language="en", **rule) for rule in rules)


def _people(images, users) -> dict[str, Contributor]:
    accounts = {key: users[name] for name, (*_rest, key) in LOGINS.items() if key}
    return {
        key: Contributor.objects.create(
            name=known["name"],
            slug=known["slug"],
            role_line=known["role_line"],
            bio=known["bio"],
            portrait=images[key],
            links="\n".join(f"{link['url']} {link['label']}" for link in known.get("links", ())),
            user=accounts.get(key),
        )
        for key, known in read_table("people.toml").items()
    }


def _document(story: Story, *, images, people, related=()) -> Document:
    known = story.known
    tags = [Tag.objects.get_or_create(name=n, defaults={"slug": slug(n)})[0] for n in known["tags"]]
    credits = [Credit(people[key].pk, "author") for key in known["authors"]]
    credits += [Credit(people[key].pk, "editor") for key in known["editors"]]
    picture = images[known["picture"]]
    return Document(
        headline=known["headline"],
        slug=story.slug,
        standfirst=known["standfirst"],
        body=with_images(story.body, {name: image.pk for name, image in images.items()}),
        takeaways=tuple(Takeaway(**point) for point in known["takeaways"]),
        credits=tuple(credits),
        section=Section.objects.get(path=known["section"]).pk,
        tags=tuple(sorted(tag.pk for tag in tags)),
        lead=Lead(picture.pk, known["caption"], known["credit"]),
        related=tuple(related),
        seo_title=known.get("seo_title", ""),
        seo_description=known.get("seo_description", ""),
    ).cleaned()


def _stories(images, people, users) -> dict[str, Article]:
    """Every story written, then printed in the order of their times."""
    editor, stories = users["editor"], read_stories()
    articles = {
        story.slug: Article.objects.create(created_by=editor, saved_by=editor, version=1)
        for story in stories
    }
    now = timezone.now()
    for number, story in enumerate(stories):
        article = articles[story.slug]
        related = [articles[s].pk for s in story.known.get("related", ()) if s in articles]
        article.take_document(_document(story, images=images, people=people, related=related))
        revise(article, by=editor)
        # No two at the same minute, as no two are that people publish.
        _print(article, story, by=editor, now=now - timedelta(minutes=number * 7 % 60))
    return articles


def _print(article: Article, story: Story, *, by, now) -> None:
    begun = now - timedelta(hours=story.age)
    editions = [article.to_document()]
    for later in reversed(story.later):
        editions.insert(0, undone(editions[0], later.changes))
    known = {"article_id": article.pk, "by": by, "revision_number": 1}
    press.print_edition(editions[0], at=begun, **known)
    for later, document in zip(story.later, editions[1:], strict=True):
        press.print_edition(
            document,
            at=begun + timedelta(hours=later.hours_after),
            kind=later.kind,
            note=later.note,
            correction=later.correction,
            **known,
        )
    if withdrawn := story.known.get("withdrawn_hours_ago"):
        notice = story.known["withdrawal_notice"]
        at = now - timedelta(hours=withdrawn)
        press.withdraw(article.pk, by=by, at=at, notice=notice)


def _changes(articles, users) -> None:
    """A live story that is being reworked."""
    article, editor = articles[REWORKED], users["editor"]
    begin_save(article, seen=article.version)
    article.refresh_from_db()
    document = article.to_document()
    more = "<p>This part is being written: figures for the second quarter come on Thursday.</p>"
    article.take_document(replace(document, body=document.body + more))
    revise(article, by=editor, note="Second quarter")


def _release(articles, people, users) -> Release:
    """Stories that wait for one moment together, and that nobody may print before."""
    editor, writer, known = users["editor"], users["writer"], read_table("release.toml")
    at = timezone.now().replace(minute=0, second=0, microsecond=0)
    at += timedelta(hours=known["hours_ahead"])
    release = plan(known["name"], at=at, by=editor, note=known["note"])
    for story in known["stories"]:
        article = Article.objects.create(created_by=writer, saved_by=writer, version=1)
        document = Document(
            headline=story["headline"],
            slug=story["slug"],
            standfirst=story["standfirst"],
            section=Section.objects.get(path=story["section"]).pk,
            body=story["body"].strip(),
            credits=(Credit(people[story["author"]].pk, "author"),),
        )
        article.take_document(document)
        revise(article, by=writer)
        hold(article.pk, until=at, by=editor, reason=known["note"])
        printing = {"article_id": article.pk, "by": editor, "revision_number": 1}
        press.print_edition(article.to_document(), release=release.pk, **printing)
        articles[story["slug"]] = article
    return release


def _fronts(articles, editor, release) -> None:
    """The home page and a section's front, arranged by their editor."""
    now = timezone.now()

    def moment(hours):
        return now + timedelta(hours=hours) if hours else None

    for name, rows in read_table("front.toml").items():
        section = None if name == "home" else Section.objects.get(path=name).pk
        placements = [
            Placement(
                row["slot"],
                articles[row["story"]].pk,
                row.get("headline", ""),
                moment(row.get("from")),
                moment(row.get("until")),
                release.pk if row.get("release") else None,
            )
            for row in rows
        ]
        arrange(section, placements, by=editor)
