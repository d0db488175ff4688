"""Plain functions that make what tests are about, by the house's own verbs."""

import io
from datetime import timedelta
from itertools import count

from django.contrib.auth.models import Group, User
from django.test import TestCase
from django.utils import timezone
from PIL import Image as Pillow
from taggit.models import Tag

from articles.desk.revision import revise
from articles.editions import press
from articles.editions.address import place_section
from articles.library.image import take_image
from articles.models import Article, Contributor, Section, StyleRule
from articles.text.document import Credit, Document, Lead, Takeaway
from articles.text.words import slug as slug_of

_number = count(1)


def make_section(path="news", name=""):
    """The section at `path`, with all those above it."""
    above, _, slug = path.rpartition("/")
    parent = make_section(above) if above else None
    if found := Section.objects.filter(path=path).first():
        return found
    return place_section(Section(name=name or slug.title()), parent=parent, slug=slug)


def make_contributor(name="Ada Marsh", **known):
    """A contributor of that name, made once."""
    defaults = {"slug": slug_of(name), "role_line": "Reporter", "bio": f"{name} reports."}
    return Contributor.objects.get_or_create(name=name, defaults=defaults | known)[0]


def make_tag(name="Floods"):
    """A tag of that name, made once."""
    return Tag.objects.get_or_create(name=name, defaults={"slug": slug_of(name)})[0]


def picture_bytes(colour="teal", size=(1600, 1000), kind="JPEG"):
    """The bytes of a picture; colours differ, so that digests do."""
    file = io.BytesIO()
    Pillow.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def make_image(colour="teal", size=(400, 300), **known):
    """An image in the library."""
    known = {"name": f"{colour} picture", "alt": f"A {colour} field", **known}
    return take_in(picture_bytes(colour, size), **known)


def take_in(content, **known):
    """The image in these bytes, with all that is made of it later."""
    # A test's transaction has no end for which that could wait.
    with TestCase.captureOnCommitCallbacks(execute=True):
        image = take_image(content, **known)
    image.refresh_from_db()
    return image


def make_document(**known):
    """A printable Document; `authors` and `editors` are names, `section` a path, `tags` names."""
    n = next(_number)
    headline = known.pop("headline", f"Story {n}")
    authors, editors = known.pop("authors", ["Ada Marsh"]), known.pop("editors", [])
    credits = [Credit(make_contributor(name).pk, "author") for name in authors]
    credits += [Credit(make_contributor(name).pk, "editor") for name in editors]
    lead = known.pop("lead", None)
    return Document(
        headline=headline,
        slug=known.pop("slug", None) or f"{slug_of(headline)}-{n}",
        standfirst=known.pop("standfirst", "What happened, and why it matters."),
        body=known.pop("body", "<p>The council met on Monday.</p>"),
        takeaways=tuple(
            point if isinstance(point, Takeaway) else Takeaway(point)
            for point in known.pop("takeaways", ())
        ),
        credits=tuple(credits),
        section=make_section(known.pop("section", "news")).pk,
        tags=tuple(make_tag(name).pk for name in known.pop("tags", ())),
        lead=Lead(lead.pk) if lead else None,
        **known,
    )


def make_article(*, by=None, document=None, **known):
    """A working copy that says what `document` says (or one made of `known`), with a revision."""
    article = Article.objects.create(created_by=by, saved_by=by, version=1)
    article.take_document(document or make_document(**known))
    revise(article, by=by)
    return article


def make_edition(*, article=None, live_from=None, kind="", correction="", by=None, **known):
    """A printed edition. With `article`, the next one of that story, at the same address."""
    if article is None:
        document = make_document(**known)
        article = make_article(document=document)
    else:
        known.setdefault("slug", article.slug)
        known.setdefault("section", article.section.path)
        document = make_document(**known)
    return press.print_edition(
        document, article_id=article.pk, by=by, at=live_from, kind=kind, correction=correction
    )


def make_style_rule(pattern="advisor", instead="", **known):
    """A rule of style that looks for that."""
    return StyleRule.objects.create(
        pattern=pattern, instead=instead, **{"say": "Not here.", **known}
    )


def make_user(role="", name="", **known):
    """An account of staff with a role ("Writer", …), or of someone who may nothing."""
    name = name or f"{role.lower() or 'nobody'}-{next(_number)}"
    user = User.objects.create_user(name, password="pass-phrase-1", is_staff=True, **known)  # noqa: S106
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def tomorrow():
    """This time tomorrow."""
    return timezone.now() + timedelta(days=1)


def hours(n):
    """`n` hours from now; ago, if negative."""
    return timezone.now() + timedelta(hours=n)
