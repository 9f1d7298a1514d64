"""Addresses of the pages about one's own sign-in. Nobody can sign up."""

from allauth.account import views
from django.contrib import admin
from django.urls import include, path

from carec_site.staff.account import Sessions

urlpatterns = [
    # Names that django-allauth leads to; the pages themselves are those of the administration.
    path("login/", admin.site.login, name="account_login"),
    path("logout/", admin.site.logout, name="account_logout"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("sessions/", Sessions.as_view(), name="usersessions_list"),
    path("", include("allauth.mfa.urls")),
]
