"""What a programme's report is made from: what people chose since the report before. Read here, counted by the domain.

Each choice enters one report, once: every part remembers until when it has been reported, and goes on from there. What
too few chose waits until it is enough. Only meetings and room are counted anew each time: a coordinator knows those of
their own people by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Max, Min, Q

from stepwell.assessments.models import Placement
from stepwell.domain.disclosure.counts import chooser
from stepwell.domain.disclosure.organisation import Member
from stepwell.domain.framework import Dimension
from stepwell.domain.scoring import place_of_rating

from ..models import (
    CheckIn,
    MenteeRequest,
    MentorEnrolment,
    MentoringProgramme,
    MentoringRelationship,
    MentoringSession,
    MentorOffer,
    ProgrammeReport,
)
from .asking import AFTER
from .chains import Jobs, jobs_of
from .programmes import pack_of_programme, wished_dimensions
from .room import taken

WISHES = ("yes", "maybe", "no")
OFFERS = ("offered", "not")
GROWTH = ("closer", "same", "further")
HOW = ("very_well", "well", "mixed", "badly")
GROWN = ("much", "some", "little", "not")
QUALITY = (CheckIn.Moment.QUALITY, CheckIn.Moment.MIDPOINT, CheckIn.Moment.END, CheckIn.Moment.LATER)
# In the order in which a page shows them. Those that are counted anew each time come last.
PARTS = (
    "needs", "offers", "growth", "growth_of_mentors", "quality_of_mentees", "quality_of_mentors", "matched_in_time",
    "meeting", "load",
)  # fmt: skip
ANEW = ("meeting", "load")
# What a coordinator knows of their own people by name; a figure must not tell them of the others what is left.
BY_NAME = ("matched_in_time", "meeting", "load")
GROUPS = ("profession", "stage")
# For each part the divisions that are tried, the first that is safe is the one; () is all together.
BY_ORGANISATION: tuple[tuple[str, ...], ...] = (("organisation",), ())
DIVISIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "quality_of_mentees": (("organisation", *GROUPS), GROUPS, ()),
    "quality_of_mentors": (("organisation", *GROUPS), GROUPS, ()),
    "matched_in_time": (GROUPS, ()),
}
IN_TIME = timedelta(days=60)  # after asking: who has a mentor by then
LOAD = ("none", "room", "full")


@dataclass(frozen=True)
class Window:
    """From the end of what was reported, which it leaves out, to `until`."""

    since: datetime | None
    until: datetime

    def of(self, field: str) -> Q:
        found = Q(**{f"{field}__lte": self.until})
        return found & Q(**{f"{field}__gt": self.since}) if self.since else found

    def earlier(self, by: timedelta) -> "Window":
        return Window(self.since - by if self.since else None, self.until - by)


@dataclass(frozen=True)
class Chosen:
    """Who chose what, and the categories of each topic. Each person's keys: organisation, and where asked profession, stage."""

    people: list[Member]
    topics: dict[str, list[str]]


def reports_of(programme: MentoringProgramme) -> list[ProgrammeReport]:
    """The latest first."""
    return list(programme.reports.select_related("made_by"))


def report_of(programme: MentoringProgramme, number: int) -> ProgrammeReport | None:
    return programme.reports.filter(number=number).select_related("made_by").first()


def reported_until(programme: MentoringProgramme) -> dict[str, datetime | None]:
    """Until when each part has been reported; None where it never was."""
    latest = programme.reports.first()
    parts: Mapping[str, Any] = latest.released["parts"] if latest else {}
    found = {part: parts.get(part, {}).get("until") for part in PARTS}
    return {part: datetime.fromisoformat(until) if until else None for part, until in found.items()}


def chosen_by(programme: MentoringProgramme, at: datetime) -> dict[str, Chosen]:
    """Everything that a report made now would count, part by part. A fixed number of queries."""
    since = reported_until(programme)
    windows = {part: Window(since[part], at) for part in PARTS}
    dimensions = wished_dimensions(pack_of_programme(programme))
    return {
        "needs": needs(programme, windows["needs"], dimensions),
        "offers": offers(programme, windows["offers"], dimensions),
        "growth": growth(programme, windows["growth"], dimensions),
        "growth_of_mentors": growth_of_mentors(programme, windows["growth_of_mentors"]),
        "quality_of_mentees": quality(programme, windows["quality_of_mentees"], "mentee", at),
        "quality_of_mentors": quality(programme, windows["quality_of_mentors"], "mentor", at),
        "matched_in_time": matches(programme, windows["matched_in_time"].earlier(IN_TIME), at),
        "meeting": meetings(programme, at),
        "load": loads(programme),
    }


def topics_of(dimensions: Iterable[Dimension], categories: tuple[str, ...]) -> dict[str, list[str]]:
    return {dimension.id: list(categories) for dimension in dimensions}


def needs(programme: MentoringProgramme, window: Window, dimensions: list[Dimension]) -> Chosen:
    """What mentees would like to work on: the wishes of their self-assessment, each self-assessment once."""
    topics = topics_of(dimensions, WISHES)
    sent = MenteeRequest.objects.filter(programme=programme, sent_at__isnull=False).exclude(state="withdrawn")
    before = set(sent.filter(sent_at__lte=window.since).values_list("assessment", flat=True)) if window.since else set()
    asked = dict(sent.filter(window.of("sent_at")).order_by("-sent_at").values_list("assessment", "organisation"))
    wishes: dict[Any, dict[str, str]] = {assessment: {} for assessment in asked if assessment not in before}
    said = Placement.objects.filter(assessment__in=wishes, dimension_id__in=topics, wish__in=WISHES)
    for assessment, dimension, wish in said.values_list("assessment", "dimension_id", "wish"):
        wishes[assessment][dimension] = wish
    return Chosen([chooser(key(asked[one]), found, topics) for one, found in wishes.items()], topics)


def offers(programme: MentoringProgramme, window: Window, dimensions: list[Dimension]) -> Chosen:
    """What mentors offer help with, yes or no; how strong it is and in which words is between the two who meet."""
    topics = topics_of(dimensions, OFFERS)
    joined = MentorEnrolment.objects.filter(window.of("joined_at"), programme=programme, state="active")
    where = dict(joined.order_by().values_list("profile", "organisation"))
    framework = programme.version.framework_id
    found = MentorOffer.objects.filter(profile__in=where, framework=framework, dimension_id__in=topics)
    offered = set(found.order_by().values_list("profile", "dimension_id"))
    people = [
        chooser(key(organisation), {topic: OFFERS[0 if (profile, topic) in offered else 1] for topic in topics}, topics)
        for profile, organisation in where.items()
    ]
    return Chosen(people, topics)


def growth(programme: MentoringProgramme, window: Window, dimensions: list[Dimension]) -> Chosen:
    """Whether mentees place themselves closer to the strong end than at the start, on the same items."""
    topics = topics_of(dimensions, GROWTH)
    looked = MentoringRelationship.objects.filter(window.of("last_assessment__completed_at"), programme=programme)
    found = looked.order_by("last_assessment__completed_at", "pk")
    pairs = {
        mentee: (first, last, organisation)
        for mentee, first, last, organisation in found.values_list(
            "mentee", "request__assessment", "last_assessment", "mentee_organisation"
        )
    }.values()
    places = places_of({one for pair in pairs for one in pair[:2]}, dimensions)
    people = []
    for first, last, organisation in pairs:
        changes = {
            topic: change(places[first, topic], places[last, topic])
            for topic in topics
            if (first, topic) in places and (last, topic) in places
        }
        people.append(chooser(key(organisation), changes, topics))
    return Chosen(people, topics)


def places_of(assessments: set[Any], dimensions: list[Dimension]) -> dict[tuple[Any, str], int]:
    """For each self-assessment and item how far from the weak end, whichever end that is."""
    items = {dimension.id: dimension.bipolar for dimension in dimensions if dimension.bipolar}
    said = Placement.objects.filter(assessment__in=assessments, dimension_id__in=items, rating__isnull=False)
    return {
        (one, topic): place_of_rating(rating, items[topic].points, items[topic].positive_end)
        for one, topic, rating in said.values_list("assessment", "dimension_id", "rating")
        if rating is not None
    }


def change(first: int, last: int) -> str:
    """
    >>> change(1, 2), change(2, 2), change(2, 0)
    ('closer', 'same', 'further')
    """
    return GROWTH[0] if last > first else GROWTH[1] if last == first else GROWTH[2]


def quality(programme: MentoringProgramme, window: Window, side: str, at: datetime) -> Chosen:
    """How it goes, as each person of one side said it the latest time. Their words are never read."""
    topics = {"how": list(HOW)}
    where, stage = (
        ("mentee_organisation", "request__seniority")
        if side == "mentee"
        else ("mentor_organisation", "enrolment__profile__seniority")
    )
    asked = CheckIn.objects.filter(
        window.of("answered_at"),
        relationship__programme=programme,
        person=F(f"relationship__{side}"),
        moment__in=QUALITY,
    ).annotate(where=F(f"relationship__{where}"), stage=F(f"relationship__{stage}"))
    latest = {check_in.person_id: check_in for check_in in asked.order_by("answered_at", "id")}
    jobs = jobs_of(latest, at.date())
    people = [
        chooser(group(one.where, jobs.get(person), one.stage), {"how": one.answers["how"]}, topics)
        for person, one in latest.items()
        if one.answers and one.answers.get("how") in HOW
    ]
    return Chosen(people, topics)


def growth_of_mentors(programme: MentoringProgramme, window: Window) -> Chosen:
    """Whether mentors have grown through it, as each said it the latest time, at the end or half a year later (R78)."""
    topics = {"grown": list(GROWN)}
    asked = CheckIn.objects.filter(
        window.of("answered_at"),
        relationship__programme=programme,
        person=F("relationship__mentor"),
        moment__in=AFTER,
    )
    latest: dict[Any, tuple[str, int]] = {}
    for one in asked.annotate(where=F("relationship__mentor_organisation")).order_by("answered_at", "id"):
        grown = (one.answers or {}).get("grown")
        if grown in GROWN:
            latest[one.person_id] = (grown, one.where)
    return Chosen([chooser(key(where), {"grown": grown}, topics) for grown, where in latest.values()], topics)


def loads(programme: MentoringProgramme) -> Chosen:
    """Of the mentors who take part, who mentors nobody yet, has room for more, or is full; over all their programmes."""
    topics = {"load": list(LOAD)}
    joined = MentorEnrolment.objects.filter(programme=programme, state="active").order_by()
    mentors = list(joined.values_list("profile", "profile__capacity", "organisation"))
    used = taken([profile for profile, _, _ in mentors])
    people = [
        chooser(key(where), {"load": LOAD[0 if not used[one] else 1 if used[one] < capacity else 2]}, topics)
        for one, capacity, where in mentors
    ]
    return Chosen(people, topics)


def matches(programme: MentoringProgramme, window: Window, at: datetime) -> Chosen:
    """Of those who asked for a mentor sixty days ago or earlier, who had one within sixty days; each asking once."""
    topics = {"match": ["matched", "waiting"]}
    sent = MenteeRequest.objects.filter(window.of("sent_at"), programme=programme).exclude(state="withdrawn")
    found = {
        person: (organisation, stage, bool(began and asked and began <= asked.date() + IN_TIME))
        for person, organisation, stage, asked, began in sent.annotate(began=Min("relationships__began_on"))
        .order_by("sent_at")
        .values_list("person", "organisation", "seniority", "sent_at", "began")
    }
    jobs = jobs_of(found, at.date())
    people = [
        chooser(group(organisation, jobs.get(person), stage), {"match": "matched" if has else "waiting"}, topics)
        for person, (organisation, stage, has) in found.items()
    ]
    return Chosen(people, topics)


def meetings(programme: MentoringProgramme, at: datetime) -> Chosen:
    """Of the pairs under way, who has met, or gone on after a pause, within as many days as the programme says."""
    topics = {"meeting": ["meeting", "quiet"]}
    since = (at - timedelta(days=programme.quiet_days)).date()
    running = MentoringRelationship.objects.filter(programme=programme, state="running")
    held = Q(sessions__state=MentoringSession.State.HELD)
    found = running.annotate(met=Max("sessions__on_date", filter=held)).order_by()
    people = [
        chooser(
            key(org), {"meeting": "meeting" if max(began, met or began, paused or began) > since else "quiet"}, topics
        )
        for org, began, met, paused in found.values_list("mentee_organisation", "began_on", "met", "paused_until")
    ]
    return Chosen(people, topics)


def group(organisation_id: int, jobs: Jobs | None, stage: int | None) -> tuple[str, ...]:
    """Organisation, profession, and where somebody is in their working life (grades of organisations do not compare)."""
    profession = jobs.profession if jobs else ""
    return (*key(organisation_id), profession.strip(), str(stage or ""))


def key(organisation_id: int) -> tuple[str, ...]:
    return (str(organisation_id),)
