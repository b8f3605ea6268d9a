"""The home page in words: what needs somebody now, in order of what others wait for, and where they are."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString

from stepwell.assessments.presenters.words import placement_words
from stepwell.assessments.queries import Sheet
from stepwell.feedback.models import FeedbackRound
from stepwell.ui.charts import PlacementRow, placement_chart
from stepwell.ui.templatetags.ui import day

from .queries import Now, Standing


@dataclass(frozen=True)
class Thing:
    """One line of "what needs me now": what to do, a sentence about it, and where."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class Picture:
    """The latest placements: as a picture where there are levels, as words where there are none."""

    title: str
    url: str
    chart: SafeString | None
    lines: list[tuple[str, str]]


def greeting(now: datetime, called: str) -> str:
    """
    >>> greeting(datetime(2026, 11, 16, 19, 30), "Amira")
    'Good evening, Amira'
    """
    time = "morning" if now.hour < 12 else "afternoon" if now.hour < 18 else "evening"
    return f"Good {time}, {called}"


def things_to_do(now: Now) -> list[Thing]:
    return [
        *nominations(now),
        *pairings(now),
        *rounds(now),
        *received(now),
        *questions(now),
        *continued(now),
        *expected(now),
        *focus(now),
        *job_profile(now),
    ]


def nominations(now: Now) -> list[Thing]:
    """First, since somebody else waits for it."""
    return [
        Thing(
            f"Look at whom {round.subject.full_name} wants to ask for feedback",
            f"{round.cycle.title}. Agree, or return the choice with a reason.",
            reverse("feedback:approve", args=[round.pk]),
        )
        for round in now.to_approve
    ]


def pairings(now: Now) -> list[Thing]:
    """Somebody waits for the answer here, too."""
    return [
        Thing(
            "Look at a mentoring pairing",
            f"{pairing.programme.title}. Answer by {day(pairing.answer_by)}; a no needs no reason.",
            reverse("mentoring:pairing", args=[pairing.pk]),
        )
        for pairing in now.pairings
    ]


def questions(now: Now) -> list[Thing]:
    return [
        Thing(
            "Answer a short question about your mentoring",
            "You are asked apart. Nobody else reads the answer.",
            reverse("mentoring:question", args=[question.pk]),
        )
        for question in now.questions
    ]


def rounds(now: Now) -> list[Thing]:
    """Asked to take part, or raters to choose."""
    return [
        Thing(
            "Decide whether you would like feedback"
            if round.state == FeedbackRound.State.ASKED
            else "Choose whom to ask for feedback",
            f"{round.cycle.title}. Until {day(round.closes_on)}.",
            reverse("feedback:round", args=[round.pk]),
        )
        for round in now.own_rounds
    ]


def received(now: Now) -> list[Thing]:
    return [
        Thing(
            f"Read what {share.owner.full_name} shared with you",
            f"{share.title}. {share.get_purpose_display()}.",
            reverse(f"{share.kind}:shared", args=[share.pk]),
        )
        for share in now.shared_with_me
    ]


def continued(now: Now) -> list[Thing]:
    return [
        Thing(
            f"Continue {sheet.pack.called}",
            f"{sheet.done} of {len(sheet.counted)} {sheet.pack.dimension_label.many} so far. Everything is saved.",
            reverse("assessments:resume", args=[sheet.assessment.pk]),
        )
        for sheet in now.drafts
    ]


def expected(now: Now) -> list[Thing]:
    return [
        Thing(
            "See what is expected of your role",
            f"{notice.changed_by.full_name} set levels of {notice.framework.title} for your role.",
            reverse("careers:expected"),
        )
        for notice in now.newly_expected
    ]


def focus(now: Now) -> list[Thing]:
    if now.without_focus is None:
        return []
    url = reverse("assessments:report", args=[now.without_focus.pk])
    return [Thing("Choose what to work on", "Pick up to three things from your latest report.", url)]


def job_profile(now: Now) -> list[Thing]:
    if now.out_of_date:
        return [
            Thing("Bring your job profile up to date", "It no longer describes your job.", reverse("careers:my_grade"))
        ]
    if now.without_job_profile is None:
        return []
    return [
        Thing(
            "Add your job profile",
            "It comes first: it says what your role is for.",
            reverse("careers:my_grade"),
        )
    ]


def picture_of(standing: Standing, colour: str) -> Picture | None:
    sheet = standing.latest
    if sheet is None or sheet.assessment.completed_at is None:
        return None
    title = f"{sheet.pack.called}, {sheet.assessment.completed_at:%B %Y}"
    chart = chart_of(sheet, standing, colour, title) if sheet.pack.levels else None
    lines = (
        []
        if chart
        else [
            (answer.dimension.name, placement_words(answer, sheet.pack)) for answer in sheet.counted if answer.is_done
        ]
    )
    return Picture(title, reverse("assessments:report", args=[sheet.assessment.pk]), chart, lines)


def chart_of(sheet: Sheet, standing: Standing, colour: str, title: str) -> SafeString:
    index = sheet.pack.level_index
    rows = []
    for answer in sheet.counted:
        said = answer.placement
        due = standing.expectations.get(answer.dimension.id)
        placed = index.get(said.level_id) if said else None
        rows.append(
            PlacementRow(
                answer.dimension.name,
                placed=placed,
                expected=index.get(due.shown) if due and due.shown else None,
                state="" if placed is not None else placement_words(answer, sheet.pack),
            )
        )
    levels = [level.name for level in sheet.pack.levels]
    return placement_chart(
        levels,
        rows,
        narrow=True,
        title=title,
        description="Where you placed yourself, and what is expected of your role.",
        colour=colour,
    )
