"""Where readers' answers go. None of these is ever cached."""

from django.urls import path

from articles.feedback import views

app_name = "feedback"
urlpatterns = [
    path("<int:edition_id>/", views.vote, name="vote"),
    path("word/<str:signed>/", views.word, name="word"),
    path("thanks/<str:signed>/", views.thanks, name="thanks"),
]
