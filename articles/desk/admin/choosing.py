"""The library as the story's form asks for it: pictures to choose, one taken in, its words."""

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.desk.audit import What, note_deed
from articles.desk.ids import is_id
from articles.desk.pictures import WordsForm, stretch_of, take_in, word
from articles.desk.rights import remark_on
from articles.library.image import Image, Rights
from articles.text.refusal import Refusal
from articles.text.words import joined

CHOICES = 24
MOST_AT_ONCE = 300
RIGHTS = {Rights.HELD: "", Rights.ENDING: "soon", Rights.ENDED: "ended"}


@require_GET
def choose(request):
    """The newest images that `q` finds, or those `after` a key that an answer gave as `next`.

    Or those with these `ids`, in no order.
    """
    if not request.user.has_perm("articles.view_image"):
        raise PermissionDenied
    if ids := request.GET.get("ids"):
        known = Image.objects.filter(pk__in=filter(is_id, ids.split(",")[:MOST_AT_ONCE]))
        return _answer({"images": [described(image) for image in known], "next": ""})
    found = Image.objects.found_by(request.GET.get("q", ""))
    try:
        stretch = stretch_of(found, size=CHOICES, after=request.GET.get("after", ""))
    except ValueError:
        return _answer({"error": _("This list has come to its end. Search again.")}, status=400)
    images = [described(image) for image in stretch.images]
    return _answer({"images": images, "next": stretch.after})


@require_POST
def upload(request):
    """Take one file in; a file that the library has is answered with what it has."""
    if not request.user.has_perm("articles.add_image"):
        return _forbidden()
    file, form = request.FILES.get("file"), WordsForm(request.POST)
    if file is None:
        return _refused(_("Choose a picture file."))
    if not form.is_valid():
        return _refused(said_of(form))
    try:
        with transaction.atomic():
            image, already = take_in(file, by=request.user, **form.cleaned_data)
            if not already:
                note_deed(What.ADDED, image, request=request)
    except Refusal as refusal:
        return _refused(str(refusal))
    if already:
        return _answer(described(image) | {"already": True})
    LogEntry.objects.log_actions(request.user.pk, [image], ADDITION)
    return _answer(described(image), status=201)


@require_POST
def words(request, pk):
    """Write what is said of an image; what was not sent stays as it is."""
    if not request.user.has_perm("articles.view_image"):
        return _forbidden()
    image = Image.objects.filter(pk=pk).first()
    if image is None:
        return _answer({"error": _("This picture is no longer in the library.")}, status=404)
    sent = {name: request.POST[name] for name in WordsForm.Meta.fields if name in request.POST}
    form = WordsForm({name: getattr(image, name) for name in WordsForm.Meta.fields} | sent)
    if not form.is_valid():
        return _refused(said_of(form))
    changed = [name for name in sent if form.cleaned_data[name] != getattr(image, name)]
    detail = ", ".join(str(form.fields[name].label) for name in changed)
    try:
        with transaction.atomic():
            word(image, by=request.user, **{name: form.cleaned_data[name] for name in sent})
            note_deed(What.SAVED, image, request=request, detail=detail)
    except PermissionDenied:
        return _forbidden()
    labels = [str(form[name].label) for name in sent]
    note = _("Changed: %(fields)s.") % {"fields": joined(labels, last=_("{} and {}"))}
    LogEntry.objects.log_actions(request.user.pk, [image], CHANGE, note)
    return _answer(described(image))


def described(image: Image) -> dict:
    """An image as scripts are told of it."""
    now = timezone.now()
    remark = remark_on(image, at=now)
    return {
        "id": image.pk,
        "thumbnail": reverse("admin:articles_image_thumbnail", args=[image.pk]),
        "width": image.width,
        "height": image.height,
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "file_name": image.name,
        "rights": RIGHTS[image.rights_on(localdate(now))],
        "name": image.name,
        "warning": remark.text if remark else "",
    }


def said_of(form) -> str:
    """What is wrong with a form, in a line, by the names of its fields."""
    return " ".join(
        _("%(field)s: %(text)s") % {"field": form[name].label, "text": " ".join(texts)}
        for name, texts in form.errors.items()
    )


def _refused(text: str) -> JsonResponse:
    return _answer({"error": text}, status=400)


def _forbidden() -> JsonResponse:
    text = _("You may not do this. Ask someone who keeps the picture library.")
    return _answer({"error": text}, status=403)


def _answer(known: dict, *, status: int = 200) -> JsonResponse:
    return JsonResponse(known, status=status)
