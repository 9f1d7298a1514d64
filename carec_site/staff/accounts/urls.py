"""Addresses of the pages about one's own sign-in. Nobody can sign up."""

from allauth.account import views
from django.contrib import admin
from django.urls import include, path

from carec_site.staff.accounts.pages import Sessions

urlpatterns = [
    # Pages of the administration, under the names by which django-allauth leads to them.
    path("login/", admin.site.login, name="account_login"),
    path("logout/", admin.site.logout, name="account_logout"),
    path("account/reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("account/sessions/", Sessions.as_view(), name="usersessions_list"),
    path("account/", include("allauth.mfa.urls")),
]
