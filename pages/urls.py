from django.urls import path

from pages import views
from pages.addresses import PRIVACY

app_name = "pages"

urlpatterns = [
    path("pages/preview/<int:pk>/", views.PagePreview.as_view(), name="preview"),
    path(f"{PRIVACY}/", views.privacy, name="privacy"),
    path("<slug:slug>/", views.detail, name="detail"),
]
