from django.urls import path

from contacts import views
from contacts.permission import PermissionPage

app_name = "contacts"

urlpatterns = [
    path("", views.Contact.as_view(), name="contact"),
    path("challenge/", views.challenge, name="challenge"),
    path("privacy/", views.privacy, name="privacy"),
    path("permission/<str:token>/", PermissionPage.as_view(), name="permission"),
    path("thanks/<str:token>/", views.thanks, name="thanks"),
]
