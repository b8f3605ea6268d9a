"""Calendar files (iCalendar, RFC 5545): days and times with neutral titles, for a feed or an invitation. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vDuration

PRODUCT = "-//Stepwell//Calendar//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class CalendarEntry:
    """A day, or a time of `minutes`. `uid` is the same whenever the same thing is sent; `sequence` counts its changes.

    The title stands in calendars that others see: it says what kind of thing it is, and nothing of what it is about.
    `organiser` and `guest` are addresses, for an entry that is mailed: the installation's own, and the reader's (RFC 5546).
    """

    uid: str
    title: str
    starts: date | datetime
    stamped: datetime
    minutes: int = 60
    sequence: int = 0
    url: str = ""
    place: str = ""
    is_cancelled: bool = False
    organiser: str = ""
    guest: str = ""


def calendar_file(
    entries: Sequence[CalendarEntry],
    *,
    name: str = "",
    method: str = "PUBLISH",
    host: str,
    again_after: timedelta | None = None,
) -> bytes:
    """A whole calendar. `host` makes uids unique in the world; times are written in UTC, so no time zone is needed.
    `again_after` says how often whoever subscribes may ask again (RFC 7986)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    if again_after:
        calendar.add("refresh-interval", again_after, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(again_after).to_ical().decode())
    for entry in entries:
        calendar.add_component(event_of(entry, host))
    return calendar.to_ical()


def event_of(entry: CalendarEntry, host: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("summary", entry.title)
    event.add("dtstamp", entry.stamped.astimezone(UTC))
    if isinstance(entry.starts, datetime):
        begins = entry.starts.astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=entry.minutes))
    else:
        event.add("dtstart", entry.starts)
        event.add("transp", "TRANSPARENT")  # a whole day that is not busy
    event.add("sequence", entry.sequence)
    event.add("class", "PRIVATE")
    if entry.url:
        event.add("url", entry.url)
    if entry.place:
        event.add("location", entry.place)
    add_people(event, entry)
    if entry.is_cancelled:
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")  # nobody is busy for it any more
    return event


def add_people(event: Event, entry: CalendarEntry) -> None:
    """A program that gets the entry by mail files it, moves it and takes it out by these."""
    if entry.organiser:
        event.add("organizer", vCalAddress(f"mailto:{entry.organiser}"))
    if entry.guest:
        guest = vCalAddress(f"mailto:{entry.guest}")
        guest.params["RSVP"] = "FALSE"
        event.add("attendee", guest)
