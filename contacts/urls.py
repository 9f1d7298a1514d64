from django.urls import path

from contacts import views

app_name = "contacts"

urlpatterns = [
    path("", views.Contact.as_view(), name="contact"),
    path("thanks/<str:token>/", views.thanks, name="thanks"),
]
