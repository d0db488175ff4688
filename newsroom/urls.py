"""Every address of the project: the desk, feedback, then the site, which takes all others."""

from django.contrib import admin
from django.urls import include, path

# While the database is away, also what fails around a view
handler500 = "newsroom.away.server_error"

urlpatterns = [
    # Staff only
    path("admin/", admin.site.urls),
    # Drafts, for those who were sent a link
    path("preview/", include("articles.desk.urls")),
    # What readers say back
    path("feedback/", include("articles.feedback.urls")),
    # Readers; the last line of it answers every other address
    path("", include("articles.site.urls")),
]
