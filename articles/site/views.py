"""One short function per page."""

from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import resolve, reverse
from taggit.models import Tag

from articles.editions.edition import Edition
from articles.editions.listing import List
from articles.editions.way import CHANGES, end_of, spelled, way_on
from articles.inquiry import Inquiry
from articles.library.contributor import Contributor
from articles.site import archive as kept
from articles.site import front, history, lists, page, people, surrogate
from articles.site import search as finding
from articles.site.ending import ending, next_day, next_ranking
from articles.site.names import listed
from articles.site.surrogate import made_of

# Addresses that belong to something, so that only `end_of` knows whether anything is there.
OWNED = {"site:address", "site:contributor", "site:tag", "site:image"}
# Those that hold a secret, whose letters count, and which is for nobody to keep.
SECRET = {"draft", "draft_picture", "feedback:word", "feedback:thanks"}


def home(request):
    """The front page, which tells the day and what was most read up to this hour."""
    response = render(request, "site/home.html", {"page": front.home(request)})
    made_of(response, "home")
    return ending(response, next_day(request.moment), next_ranking(request.moment))


def by_address(request, path):
    """The story or section at an address; or where what stood there is now; or 410; or 404."""
    edition = _standing(request, request.path)
    if edition and edition.document:
        response = render(request, "site/article.html", {"page": page.article(request, edition)})
        return made_of(response, *surrogate.story(edition.article_id, request.house))
    if edition:
        return _gone(request, edition)
    section = request.house.tree.at(path)
    # With more slashes it is another address, which leads to this one.
    if section and section.address == request.path:
        response = render(request, "site/section.html", {"page": front.section(request, section)})
        made_of(response, *surrogate.sections(request.house))
        return ending(response, next_ranking(request.moment))
    if spelled(request.path).endswith(CHANGES):
        return _changes(request)
    return _moved(request)


@Inquiry
def _at_address(at, address):
    standing = Edition.archive.standing(at).filter(address=address)
    return standing.select_related("lead_image", "plate").with_times(at)[:1]


def _standing(request, address):
    """The edition that stands at an address, a withdrawal too, or None."""
    return _at_address.first(at=request.moment, address=address)


def _changes(request):
    """What changed in the story above this address; if that is gone or has moved, as it answers.

    A story or section may have had the last part “changes” itself: then that is what was asked for.
    """
    address = spelled(request.path).removesuffix(CHANGES) + "/"
    edition = _standing(request, address)
    if edition and not edition.document:
        return _gone(request, edition)
    if edition and request.path == f"{address}changes/":
        response = render(request, "site/changes.html", {"page": history.history(request, edition)})
        return made_of(response, *surrogate.story(edition.article_id, request.house))
    if end := end_of(request.path, at=request.moment):
        return _led(request, end)
    end = end_of(address, at=request.moment)
    if isinstance(end, Edition):
        return _led(request, end)
    if end and Edition.live(at=request.moment).filter(address=end).exists():
        return HttpResponsePermanentRedirect(f"{end}changes/")
    raise Http404


def _gone(request, edition):
    """A withdrawn story: where its readers are led, or its notice."""
    if onward := way_on(edition, at=request.moment):
        return HttpResponsePermanentRedirect(onward)
    return _notice(request, edition)


def _notice(request, edition):
    """410, and why."""
    response = render(request, "410.html", {"page": page.gone(edition)}, status=410)
    return made_of(response, *surrogate.story(edition.article_id))


def _moved(request):
    """Nothing stands here now. What this address was claimed for may stand elsewhere.

    A query is dropped: it belonged to what stood here, as the keys of a list do. A part of a
    person's stories leads to them all.
    """
    asked, path = resolve(spelled(request.path)).kwargs, request.path
    if "part" in asked:
        path = reverse("site:contributor", args=[asked["slug"]])
    end = end_of(path, at=request.moment)
    if end is None:
        return _own_page(request)
    return _led(request, end)


def _led(request, end):
    """The way on to where an address leads, or the notice of the story that is gone."""
    if isinstance(end, Edition):
        return _notice(request, end)
    return HttpResponsePermanentRedirect(end)


def _own_page(request):
    """A page that is no one's but the site's, asked for in other letters or without its slash."""
    path = spelled(request.path)
    if resolve(f"{request.path}/").view_name in SECRET:
        response = HttpResponseRedirect(f"{request.path}/")
        response.headers["Cache-Control"] = "private, no-store"
        return response
    if path == request.path or resolve(path).view_name in OWNED | SECRET:
        raise Http404
    query = request.META["QUERY_STRING"]
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def contributors(request):
    """Everyone who has a story on the site now."""
    response = render(request, "site/contributors.html", {"page": lists.contributors(request)})
    return made_of(response, "people")


def contributor(request, slug, part=""):
    """One person and a part of the stories that they made; 404 until one of these is live."""
    records = people.with_parts(Contributor.objects.select_related("portrait"), at=request.moment)
    person = listed(records, List.CONTRIBUTOR, at=request.moment).filter(slug=slug).first()
    if person is None:
        return _moved(request)
    found = people.contributor(request, person, part)
    response = render(request, "site/contributor.html", {"page": found})
    return made_of(response, f"person-{person.pk}")


def tags(request):
    """Every topic of a live story."""
    response = render(request, "site/tags.html", {"page": lists.tags(request)})
    return made_of(response, "tags")


def tag(request, slug):
    """The stories of one topic; 404 until one of these is live."""
    found = listed(Tag.objects, List.TAG, at=request.moment).filter(slug=slug).first()
    if found is None:
        return _moved(request)
    response = render(request, "site/tag.html", {"page": lists.tag(request, found)})
    return made_of(response, f"tag-{found.pk}")


def archive(request):
    """The years in which stories were published."""
    return made_of(render(request, "site/archive.html", {"page": kept.years(request)}), "archive")


def archive_of(request, year, month=None, day=None):
    """The stories of a year, a month or a day."""
    numbers = [number for number in (year, month, day) if number is not None]
    response = render(request, "site/archive_of.html", {"page": kept.stories(request, *numbers)})
    return made_of(response, "archive")


def search(request):
    """What was asked for by its words; 503 while the search engine gives no answer.

    Kept by nobody: an engine of its own may be behind what is published by a second.
    """
    found = finding.search(request)
    response = made_of(render(request, "site/search.html", {"page": found}), "search")
    response.headers["Cache-Control"] = "no-cache"
    if found.away:
        response.status_code = 503
        response.headers["Retry-After"] = "60"
        response.headers["Cache-Control"] = "no-store"
    return response


def corrections(request):
    """What the paper put right."""
    response = render(request, "site/corrections.html", {"page": lists.corrections(request)})
    return made_of(response, "corrections")


def favicon(request):
    """Where browsers look for an icon beside what is no page of ours, such as a picture."""
    return HttpResponseRedirect(static("site/icon-180.png"))
