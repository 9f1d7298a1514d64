from django.urls import path

from news import feeds, views
from publishing.feeds.views import feed_paths

app_name = "news"

urlpatterns = [
    path("", views.ArticleList.as_view(), name="list"),
    *feed_paths("feed", feeds.NewsFeed, "feed"),
    path("preview/<int:pk>/", views.ArticlePreview.as_view(), name="preview"),
    path("tags/<slug:slug>/", views.TopicList.as_view(), name="topic"),
    *feed_paths("tags/<slug:slug>/feed", feeds.TopicFeed, "topic_feed"),
    *feed_paths("countries/<slug:code>/feed", feeds.CountryFeed, "country_feed"),
    path("authors/<slug:slug>/", views.AuthorList.as_view(), name="author"),
    path("<int:year>/", views.YearList.as_view(), name="year"),
    path("<int:year>/<slug:slug>/", views.detail, name="detail"),
    path("<int:year>/<slug:slug>/qr.png", views.qr, name="qr"),
]
