from django.urls import path
from django.views.generic import RedirectView

from contacts.views import contact
from contacts.views.quote_consent import PermissionPage

app_name = "contacts"

# Where the page on privacy was.
former_privacy = RedirectView.as_view(
    pattern_name="pages:privacy", permanent=True, http_method_names=["get", "head"]
)

urlpatterns = [
    path("", contact.Contact.as_view(), name="contact"),
    path("challenge/", contact.challenge, name="challenge"),
    path("privacy/", former_privacy, name="privacy"),
    path("permission/<str:token>/", PermissionPage.as_view(), name="permission"),
    path("thanks/<str:token>/", contact.thanks, name="thanks"),
]
