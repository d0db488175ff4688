"""Two steps for a reader: Yes or No, then what they want to add to it. No cookie, no token."""

from functools import wraps

from django.core.signing import BadSignature
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django.views.defaults import page_not_found

from articles.editions.edition import Edition
from articles.feedback import intake, page, slip, taking, words
from articles.feedback.fingerprint import fingerprints
from articles.feedback.form import CommentForm
from articles.feedback.parts import parts_of
from articles.whence import sender


def private(view):
    """An answer for one reader, kept nowhere; what the intake refuses is told on a plain page."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except intake.Refused as refusal:
            response = _refused(request, refusal)
        except Http404 as missing:
            response = page_not_found(request, missing)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answered


def _refused(request, refusal):
    # A form of another site could make this page say whatever it likes.
    ours = not isinstance(refusal, (intake.OtherSite, intake.TooLarge))
    comment = request.POST.get("comment", "") if ours else ""
    context = {"page": page.refused(refusal, words=comment, back=_way_back(request))}
    answer = render(request, "feedback/refused.html", context, status=refusal.status)
    for name, value in refusal.headers.items():
        answer.headers[name] = value
    return answer


def _way_back(request):
    """The address of the story, or one that leads to it; "" if none can be told."""
    if request.resolver_match.url_name == "vote":
        return request.path
    try:
        return page.story_url(slip.read_slip(request.resolver_match.kwargs["signed"]), request)
    except (BadSignature, KeyError):
        return ""


@csrf_exempt  # The question stands on cached pages, which hold no token: see intake.let_in.
@private
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request, edition_id):
    """Yes or No to the edition that readers get now; it counts at once. To look leads back."""
    if request.method != "POST":
        edition = get_object_or_404(Edition.read_until(request.moment), pk=edition_id)
        return HttpResponseRedirect(edition.address)
    suspicions = intake.let_in(request, edition_id=edition_id)
    edition = get_object_or_404(Edition.read_until(request.moment), pk=edition_id)
    known = fingerprints(
        edition.article_id,
        address=sender(request),
        browser=request.headers.get("User-Agent", ""),
        at=request.moment,
    )
    taken = taking.take_vote(
        edition,
        vote=request.POST.get("vote"),
        at=request.moment,
        suspicions=suspicions,
        fingerprints=known,
    )
    written = slip.write_slip(taken.report, edition_id=edition.pk, is_again=taken.is_again)
    return _see_other("feedback:word", written)


@csrf_exempt  # Readers have no cookie that a token could go with: see intake.let_in.
@private
@require_http_methods(["GET", "HEAD", "POST"])
def word(request, signed):
    """The second step, for half an hour: reasons, a part and a comment; or the other answer."""
    if request.method != "POST":
        return _second_step(request, _or_404(intake.open_slip, signed), signed=signed)
    suspicions = intake.let_in(request)
    paper = intake.with_report(_or_404(intake.open_slip, signed))
    if "vote" in request.POST:
        return _change(request, paper, suspicions=suspicions)
    parts = parts_of(paper, at=request.moment)
    form = CommentForm(request.POST, vote=paper.vote, parts=parts)
    if not form.is_valid():
        return _show_second_step(request, paper, signed=signed, form=form, status=422)
    said = words.weighed(_said(form), paper, at=request.moment)
    report = taking.take_word(paper, said, at=request.moment, suspicions=suspicions)
    kept = _kept(report, said if paper.is_again else None)
    return _see_other("feedback:thanks", slip.write_thanks(signed, **kept))


def _kept(report, said):
    """What there is of a report; of who came second to it, no more than what they `said` now."""
    return {
        "comment": bool((said or report).comment),
        "reasons": bool((said or report).reasons),
        "part": bool(said.part if said else report.part_anchor),
    }


def _said(form):
    """What a form that is in order says."""
    return taking.Said(
        comment=form.cleaned_data["comment"],
        reasons=tuple(form.cleaned_data.get("reasons", ())),
        part=form.cleaned_data["part"],
    )


def _change(request, paper, *, suspicions):
    """The other answer, and its second step. A comment that was begun goes along, unsent."""
    vote, comment = request.POST["vote"], request.POST.get("comment", "")
    taking.change_vote(paper, vote=vote, at=request.moment)
    if suspicions:
        taking.take_word(paper, taking.Said(), at=request.moment, suspicions=suspicions)
    signed = slip.write_changed(paper, vote=vote)
    if not comment:
        return _see_other("feedback:word", signed)
    return _second_step(request, slip.read_slip(signed), signed=signed, comment=comment)


def _second_step(request, paper, *, signed, comment=""):
    parts = parts_of(paper, at=request.moment)
    form = CommentForm(initial={"comment": comment}, vote=paper.vote, parts=parts)
    return _show_second_step(request, paper, signed=signed, form=form)


def _show_second_step(request, paper, *, signed, form, status=200):
    context = {"page": page.second_step(request, paper, signed=signed, form=form)}
    return render(request, "feedback/reasons.html", context, status=status)


@private
@require_safe
def thanks(request, signed):
    """The last step: what was kept, and for half an hour the way to another answer."""
    kept = _or_404(slip.read_thanks, signed)
    return render(request, "feedback/thanks.html", {"page": page.thanks(request, kept)})


def _or_404(read, signed):
    try:
        return read(signed)
    except BadSignature as tampered:
        raise Http404 from tampered


def _see_other(name, signed):
    return HttpResponseRedirect(reverse(name, args=[signed]), status=303)
