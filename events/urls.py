from django.urls import path, register_converter

from events.feeds import EventFeed, KindFeed
from events.views import calendars, events, people, places
from publishing.feeds.views import feed_paths


class Year:
    regex = "[0-9]{4}"
    to_python = int
    to_url = "{:04d}".format


class Month:
    regex = "0[1-9]|1[0-2]"
    to_python = int
    to_url = "{:02d}".format


register_converter(Year, "year")
register_converter(Month, "month")

app_name = "events"

urlpatterns = [
    path("events/calendars/", calendars.index, name="calendars"),
    path("events/", events.coming, name="list"),
    path("events/past/", events.PastList.as_view(), name="past"),
    *feed_paths("events/feed", EventFeed, "feed"),
    *feed_paths("events/kinds/<slug:slug>/feed", KindFeed, "kind_feed"),
    path("events/embed/", events.embed, name="embed"),
    path("events/preview/<int:pk>/", events.EventPreview.as_view(), name="preview"),
    path("events/<year:year>/", events.YearList.as_view(), name="year"),
    path("events/<year:year>/<month:month>/", events.month, name="month"),
    path("events/<slug:slug>/", events.detail, name="detail"),
    path("events/calendar.ics", calendars.all_events, name="calendar"),
    path("events/calendars/kinds/<slug:slug>.ics", calendars.of_kind, name="kind_calendar"),
    path("events/calendars/topics/<slug:slug>.ics", calendars.about_topic, name="topic_calendar"),
    path("events/calendars/countries/<slug:code>.ics", calendars.in_country, name="country_calendar"),
    path("events/<slug:slug>/event.ics", calendars.event_file, name="ics"),
    path("people/", people.PeopleList.as_view(), name="people"),
    path("people/<slug:slug>/", people.PersonPage.as_view(), name="person"),
    path("organisations/", people.OrganisationList.as_view(), name="organisations"),
    path("organisations/<slug:slug>/", people.OrganisationPage.as_view(), name="organisation"),
    path("countries/", places.CountryList.as_view(), name="countries"),
    path("countries/<slug:code>/", places.CountryPage.as_view(), name="country"),
]
