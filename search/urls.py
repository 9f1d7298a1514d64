from django.urls import path

from search import views

app_name = "search"

urlpatterns = [
    path("", views.results, name="results"),
    path("suggestions/", views.suggest, name="suggestions"),
    path("description.xml", views.description, name="description"),
]
