"""Readers' addresses. The last takes whatever the others leave: sections and stories."""

from django.urls import path

from articles.site import converters, machines, media, reading, views  # noqa: F401 - converters register

app_name = "site"
urlpatterns = [
    # Files, once a live edition shows them
    path("media/<sha256:sha256>/<str:name>", media.image, name="image"),
    path("media/cards/<card_name:name>.png", machines.card, name="card"),
    # Fronts and lists
    path("", views.home, name="home"),
    path("people/", views.contributors, name="contributors"),
    path("people/<slug:slug>/", views.contributor, name="contributor"),
    path("people/<slug:slug>/<part:part>/", views.contributor, name="contributor"),
    path("tags/", views.tags, name="tags"),
    path("tags/<str:slug>/", views.tag, name="tag"),
    path("archive/", views.archive, name="archive"),
    path("archive/<year:year>/", views.archive_of, name="archive_of"),
    path("archive/<year:year>/<two:month>/", views.archive_of, name="archive_of"),
    path("archive/<year:year>/<two:month>/<two:day>/", views.archive_of, name="archive_of"),
    path("search/", views.search, name="search"),
    path("corrections/", views.corrections, name="corrections"),
    path("favicon.ico", views.favicon, name="favicon"),
    # Machines
    path("feed/<path:name>.<feed_kind:kind>", machines.feed, name="feed"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", machines.sitemap_pages, name="sitemap-pages"),
    path("sitemap-news.xml", machines.sitemap_news, name="sitemap-news"),
    path(
        "sitemap-<sitemap_kind:kind>-<part_number:number>.xml",
        machines.sitemap_part,
        name="sitemap-part",
    ),
    path("robots.txt", machines.robots, name="robots"),
    # What a story's page tells by script
    path("api/read/<story_id:article_id>/", reading.read, name="read"),
    # Sections and stories
    path("<path:path>", views.by_address, name="address"),
]
