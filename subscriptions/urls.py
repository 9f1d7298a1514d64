from django.urls import path

from subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("", views.Subscribe.as_view(), name="subscribe"),
    path("sent/", views.sent, name="sent"),
    path("confirm/<str:token>/", views.Confirm.as_view(), name="confirm"),
    path("change/<str:token>/", views.Manage.as_view(), name="manage"),
    path("stop/<str:token>/", views.Leave.as_view(), name="leave"),
]
