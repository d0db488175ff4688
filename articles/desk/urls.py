"""What the desk shows to people without an account: drafts, by a link that was made for them."""

from django.urls import path

from articles.desk import draft
from articles.site import converters  # noqa: F401 - registers `sha256`

urlpatterns = [
    path("<str:token>/", draft.draft, name="draft"),
    path("<str:token>/<sha256:sha256>/<str:name>", draft.picture, name="draft_picture"),
]
