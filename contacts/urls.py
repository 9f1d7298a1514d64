from django.urls import path

from contacts.views import contact
from contacts.views.quote_consent import PermissionPage

app_name = "contacts"

urlpatterns = [
    path("", contact.Contact.as_view(), name="contact"),
    path("challenge/", contact.challenge, name="challenge"),
    path("privacy/", contact.privacy, name="privacy"),
    path("permission/<str:token>/", PermissionPage.as_view(), name="permission"),
    path("thanks/<str:token>/", contact.thanks, name="thanks"),
]
