from django.urls import path

from news import feeds, views

app_name = "news"

urlpatterns = [
    path("", views.ArticleList.as_view(), name="list"),
    path("feed/", feeds.NewsFeed.as_view(), name="feed"),
    path("preview/<int:pk>/", views.ArticlePreview.as_view(), name="preview"),
    path("tags/<slug:slug>/", views.TopicList.as_view(), name="topic"),
    path("tags/<slug:slug>/feed/", feeds.TopicFeed.as_view(), name="topic_feed"),
    path("authors/<slug:slug>/", views.AuthorList.as_view(), name="author"),
    path("<int:year>/", views.YearList.as_view(), name="year"),
    path("<int:year>/<slug:slug>/", views.detail, name="detail"),
]
