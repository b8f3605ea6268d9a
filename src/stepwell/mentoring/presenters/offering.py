"""A mentor's pages in words: what is done, what runs out, how many hours they gave."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from stepwell.domain.identities import Known, telling_in
from stepwell.ui.components import Task
from stepwell.ui.templatetags.ui import day

from ..models import MentorEnrolment, MentorHour, MentoringProgramme, MentorPause, MentorProfile, MentorRecord
from ..queries import participants
from ..queries.programmes import CodeLine
from ..queries.room import taken
from .sections import PROFILE_SECTIONS
from .words import count

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Facts:
    profile: MentorProfile
    enrolments: list[MentorEnrolment]
    joinable: list[MentoringProgramme]
    records: list[MentorRecord]
    pauses: list[MentorPause]
    taken: int
    today: date


@dataclass(frozen=True)
class MentorPage:
    tasks: list[Task]
    enrolments: list[MentorEnrolment]
    joinable: list[MentoringProgramme]
    room: str
    pauses: list[str]
    run_out: list[str]


def facts_of(profile: MentorProfile, today: date) -> Facts:
    return Facts(
        profile=profile,
        enrolments=participants.enrolments_of(profile),
        joinable=participants.joinable_by(profile.person, today),
        records=list(profile.records.all()),
        pauses=list(profile.pauses.filter(until_date__gte=today)),
        taken=taken([profile.pk])[profile.pk],
        today=today,
    )


def mentor_page(facts: Facts) -> MentorPage:
    joined = {enrolment.programme_id for enrolment in facts.enrolments}
    return MentorPage(
        tasks=[*(section_task(facts.profile, key) for key in PROFILE_SECTIONS), records_task(facts)],
        enrolments=facts.enrolments,
        joinable=[programme for programme in facts.joinable if programme.pk not in joined],
        room=room_words(facts.profile.capacity, facts.taken),
        pauses=[f"{day(pause.from_date)} to {day(pause.until_date)}" for pause in facts.pauses],
        run_out=[line.warning for line in record_lines(facts.records, facts.today) if line.warning],
    )


def room_words(capacity: int, used: int) -> str:
    """
    >>> room_words(2, 1), room_words(1, 1), room_words(1, 2)
    ('Room for 1 more person', 'No room for more people', 'No room for more people')
    """
    left = capacity - used
    return f"Room for {count(left, 'more person', 'more people')}" if left > 0 else "No room for more people"


def section_task(profile: MentorProfile, key: str) -> Task:
    is_done = any(getattr(profile, name) for name in PROFILE_SECTIONS[key].names)
    is_needed = key == "about" and profile.seniority is None
    status = "To do" if is_needed else "Done" if is_done else "If you like"
    return Task(
        PROFILE_SECTIONS[key].title,
        reverse("mentoring:mentor_section", args=[key]),
        status,
        done=is_done and not is_needed,
        optional=not is_needed,
    )


def records_task(facts: Facts) -> Task:
    number = len(facts.records)
    return Task(
        "Training, qualifications and supervision",
        reverse("mentoring:records"),
        count(number, "record") if number else "If you like",
        done=bool(number),
        optional=True,
    )


def choices_for(profile: MentorProfile, today: date) -> dict[str, list[str]]:
    """The places and statements of the programmes somebody is in or can join, and those they chose before."""
    listed = [
        *participants.joinable_by(profile.person, today),
        *(e.programme for e in participants.enrolments_of(profile)),
    ]
    places = [place for programme in listed for place in programme.places]
    identities = [text for programme in listed for text in programme.identities]
    return {
        "places": list(dict.fromkeys([*places, *(profile.places or [])])),
        "identities": list(dict.fromkeys([*identities, *(profile.identity or [])])),
    }


@dataclass(frozen=True)
class RecordLine:
    record: MentorRecord
    dates: str
    warning: str


def record_lines(records: Sequence[MentorRecord], today: date) -> list[RecordLine]:
    return [RecordLine(record, dates_of(record), warning_of(record, today)) for record in records]


def dates_of(record: MentorRecord) -> str:
    return f"Since {day(record.on_date)}" + (f", until {day(record.expires_on)}" if record.expires_on else "")


def warning_of(record: MentorRecord, today: date) -> str:
    if record.expires_on is None or record.expires_on > today + SOON:
        return ""
    verb = "ran" if record.expires_on < today else "runs"
    return f"{record.title} {verb} out on {day(record.expires_on)}"


@dataclass(frozen=True)
class JoiningPage:
    tasks: list[Task]
    is_ready: bool
    has_read: bool
    enrolment: MentorEnrolment | None


def joining_page(programme: MentoringProgramme, profile: MentorProfile, lines: Sequence[CodeLine]) -> JoiningPage:
    offers = len(participants.offers_of(profile, programme.version.framework_id))
    has_about, has_room = profile.seniority is not None, profile.capacity > 0
    tasks = [
        Task(
            "What you can help with",
            reverse("mentoring:offers", args=[programme.pk]),
            count(offers, "offer") if offers else "To do",
            done=bool(offers),
        ),
        Task(
            "About you",
            f"{reverse('mentoring:mentor_section', args=['about'])}?joining={programme.pk}",
            "Done" if has_about else "To do",
            done=has_about,
        ),
        Task(
            "When, where and how many",
            f"{reverse('mentoring:mentor_section', args=['practical'])}?joining={programme.pk}",
            count(profile.capacity, "person", "people") if has_room else "To do",
            done=has_room,
        ),
    ]
    return JoiningPage(
        tasks=tasks,
        is_ready=bool(offers) and has_about and has_room,
        has_read=all(line.is_read for line in lines),
        enrolment=participants.enrolment_of(programme, profile),
    )


@dataclass(frozen=True)
class LogPage:
    totals: list[tuple[str, str]]


def a_year_before(today: date) -> date:
    return today - timedelta(days=365)


def log_page(minutes: Mapping[str, int]) -> LogPage:
    """Hours of the last twelve months, by kind."""
    return LogPage(
        [
            (hours_words(minutes[kind]), f"{label.lower()}, last 12 months")
            for kind, label in MentorHour.Kind.choices
            if minutes.get(kind)
        ]
    )


def hours_words(minutes: int) -> str:
    """
    >>> hours_words(90), hours_words(60), hours_words(45)
    ('1 h 30 min', '1 h', '45 min')
    """
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, [f"{hours} h" if hours else "", f"{rest} min" if rest else ""]))


LEFT_OUT = "(left out: it names a mentee)"


@dataclass(frozen=True)
class LogLine:
    """`told`: what in the note is surely a mentee's. It was written before they were one, or before this was looked for."""

    entry: MentorHour
    told: list[str]
    duration: str


def log_lines(entries: Iterable[MentorHour], mentees: Known) -> list[LogLine]:
    return [LogLine(entry, telling_in(entry.note, mentees).sure, hours_words(entry.minutes)) for entry in entries]


def log_rows(entries: Iterable[MentorHour], mentees: Known) -> Iterator[list[Any]]:
    """A note that names somebody who is a mentee by now stays behind. A cell that begins like a formula is written as
    text, so that no spreadsheet runs it."""
    for line in log_lines(entries, mentees):
        note = LEFT_OUT if line.told else line.entry.note
        note = note if note[:1] not in ("=", "+", "-", "@", "\t", "\r") else f"'{note}"
        yield [line.entry.on_date.isoformat(), line.entry.get_kind_display(), line.entry.minutes, note]
