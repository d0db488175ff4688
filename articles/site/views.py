"""One short function per page."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.utils.http import escape_leading_slashes
from taggit.models import Tag

from articles.editions.address import owner_of
from articles.editions.edition import Edition
from articles.editions.listing import List
from articles.library.contributor import Contributor
from articles.site import lists, page
from articles.site.names import listed


def home(request):
    """The front page."""
    return render(request, "site/home.html", {"page": lists.home(request)})


def by_address(request, path):
    """The story or section at an address; or where what stood there is now; or 410; or 404."""
    if not path.endswith("/"):
        return _with_slash(request, path)
    standing = Edition.archive.standing(request.moment).select_related("lead_image")
    edition = standing.filter(address=request.path).first()
    if edition and edition.document:
        return render(request, "site/article.html", {"page": page.article(request, edition)})
    if edition:
        return _gone(request, edition)
    if section := request.house.tree.at(path):
        return render(request, "site/section.html", {"page": lists.section(request, section)})
    return _moved(request)


def _with_slash(request, path):
    """An address typed without its last slash; a file that is not there is just not there."""
    if "." in path.rsplit("/", 1)[-1]:
        raise Http404
    return HttpResponsePermanentRedirect(escape_leading_slashes(f"{request.path}/"))


def _gone(request, edition):
    if edition.moved_to:
        return HttpResponsePermanentRedirect(edition.moved_to)
    return render(request, "410.html", {"page": page.gone(edition)}, status=410)


def _moved(request):
    """Nothing stands here now. What this address was claimed for may stand elsewhere."""
    owner = owner_of(request.path, at=request.moment)
    if owner is None:
        raise Http404
    if owner.section:
        return HttpResponsePermanentRedirect(owner.section.address)
    if owner.target:
        return HttpResponsePermanentRedirect(owner.target)
    editions = Edition.archive.standing(request.moment).filter(article_id=owner.article_id)
    edition = get_object_or_404(editions)
    if not edition.document:
        return _gone(request, edition)
    return HttpResponsePermanentRedirect(edition.address)


def contributors(request):
    """Everyone who has a story on the site now."""
    return render(request, "site/contributors.html", {"page": lists.contributors(request)})


def contributor(request, slug):
    """One person and the stories that they made; 404 until one of these is live."""
    people = Contributor.objects.select_related("portrait")
    person = get_object_or_404(listed(people, List.CONTRIBUTOR, at=request.moment), slug=slug)
    return render(request, "site/contributor.html", {"page": lists.contributor(request, person)})


def tags(request):
    """Every topic of a live story."""
    return render(request, "site/tags.html", {"page": lists.tags(request)})


def tag(request, slug):
    """The stories of one topic; 404 until one of these is live."""
    found = get_object_or_404(listed(Tag.objects, List.TAG, at=request.moment), slug=slug)
    return render(request, "site/tag.html", {"page": lists.tag(request, found)})


def corrections(request):
    """What the paper put right."""
    return render(request, "site/corrections.html", {"page": lists.corrections(request)})


def robots(request):
    """What crawlers are asked to leave alone."""
    return HttpResponse("User-agent: *\nDisallow: /admin/\nDisallow: /feedback/\n", "text/plain")


def favicon(request):
    """Where browsers look for an icon beside what is no page of ours, such as a picture."""
    return HttpResponseRedirect(static("site/icon-180.png"))
