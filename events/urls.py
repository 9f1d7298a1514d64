from django.urls import path

from events.views import calendars

app_name = "events"

urlpatterns = [
    path("events/calendars/", calendars.index, name="calendars"),
    path("events/calendar.ics", calendars.all_events, name="calendar"),
    path("events/calendars/kinds/<slug:slug>.ics", calendars.of_kind, name="kind_calendar"),
    path("events/calendars/topics/<slug:slug>.ics", calendars.about_topic, name="topic_calendar"),
    path("events/calendars/countries/<slug:code>.ics", calendars.in_country, name="country_calendar"),
    path("events/<slug:slug>/event.ics", calendars.event_file, name="ics"),
]
