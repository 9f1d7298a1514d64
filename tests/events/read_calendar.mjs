// Reads an iCalendar file from standard input and prints its name, time zones and events as JSON.
import { readFileSync } from "node:fs";
import ICAL from "../vendor/ical.js/ical.min.mjs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));

// A date as it stands, a time as the moment it is, by the time zones of the file alone.
function when(time) {
  return time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString();
}

function read(component) {
  const event = new ICAL.Event(component);
  const value = (name) => component.getFirstPropertyValue(name);
  return {
    uid: event.uid,
    sequence: event.sequence,
    status: value("status"),
    summary: event.summary,
    description: event.description,
    location: event.location,
    url: value("url"),
    categories: component.getFirstProperty("categories").getValues(),
    start: when(event.startDate),
    end: when(event.endDate),
    stamp: when(value("dtstamp")),
  };
}

console.log(
  JSON.stringify({
    name: calendar.getFirstPropertyValue("name"),
    zones: calendar.getAllSubcomponents("vtimezone").map((zone) => zone.getFirstPropertyValue("tzid")),
    events: calendar.getAllSubcomponents("vevent").map(read),
  }),
);
