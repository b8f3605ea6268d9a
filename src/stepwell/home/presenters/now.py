"""The home page in words: what needs somebody now, in order of what others wait for, and where they are."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from stepwell.assessments.presenters import showing
from stepwell.assessments.presenters.pictures import small_picture
from stepwell.assessments.presenters.words import placement_words
from stepwell.conversations.models import AgreedAction
from stepwell.conversations.presenters.lists import coming_lines
from stepwell.feedback.models import FeedbackRound
from stepwell.mentoring.presenters.waiting import lines_of_all
from stepwell.people.models import Person
from stepwell.plans.presenters.words import day_words
from stepwell.ui.templatetags.ui import day

from ..queries.now import Now, Standing

MOST_STEPS, MOST_APPLICATIONS = 3, 3


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


def things_to_do(now: Now, reader: Person, at: datetime, today: date) -> list[Thing]:
    return [
        *new_address(now),
        *resting(now),
        *meetings(now, reader, at),
        *asked(now),
        *views(now),
        *nominations(now),
        *answered(now),
        *pairings(now),
        *coordinated(now),
        *rounds(now),
        *promises(now, reader),
        *reviews(now, reader),
        *received(now),
        *promised(now, today),
        *questions(now),
        *continued(now),
        *applications(now),
        *codes(now),
        *expected(now),
        *focus(now),
        *job_profile(now),
    ]


def meetings(now: Now, reader: Person, at: datetime) -> list[Thing]:
    """Whom they meet next, and what to do before; who asked first."""
    return [
        Thing(
            f"Talk with {line.partner.full_name}",
            f"{line.what}. {line.when}. {line.next_step}.",
            reverse("conversations:conversation", args=[line.conversation.pk]),
        )
        for line in coming_lines(now.conversations, reader, at)
    ]


@dataclass(frozen=True)
class Agreed:
    """What was agreed last time with whomever one meets next; `lines` are (what, who and how it stands)."""

    partner: str
    what: str
    url: str
    lines: list[tuple[str, str]]


def last_time(now: Now, reader: Person) -> Agreed | None:
    if now.last_time is None:
        return None
    previous = now.last_time.previous
    partner = previous.partner_of(reader)
    return Agreed(
        partner.called,
        f"{previous.title}, {day(previous.ended_at)}",
        reverse("conversations:conversation", args=[previous.pk]),
        [(action.text, standing_of(action, reader, partner)) for action in now.last_time.actions],
    )


def standing_of(action: AgreedAction, reader: Person, partner: Person) -> str:
    who = "You" if action.owner_id == reader.pk else partner.called
    return f"{who}, done" if action.state == AgreedAction.State.DONE else f"{who}, by {day(action.by_when)}"


def promises(now: Now, reader: Person) -> list[Thing]:
    return [
        Thing(
            f"Promised: {action.text[:120]}",
            f"By {day(action.by_when)}, with {action.conversation.partner_of(reader).full_name}.",
            reverse("conversations:conversation", args=[action.conversation_id]),
        )
        for action in now.promises
    ]


def reviews(now: Now, reader: Person) -> list[Thing]:
    return [
        Thing(
            f"Look again at what you and {one.partner_of(reader).full_name} agreed",
            f"{one.title}. You set {day(one.review_date)}.",
            reverse("conversations:conversation", args=[one.pk]),
        )
        for one in now.to_look_at_again
    ]


def new_address(now: Now) -> list[Thing]:
    """Before all else: whoever reads mail at the address of an account can sign in with it."""
    if now.new_address is None:
        return []
    detail = f"{now.new_address.address}, from {day(now.new_address.takes_effect_on)} unless you say no."
    return [Thing("Is this your new address?", detail, reverse("people:address"))]


def resting(now: Now) -> list[Thing]:
    """One line, however many: the page it leads to has a button for each."""
    names = sorted({share.recipient.full_name for share in now.resting_shares})
    if not names:
        return []
    if len(names) == 1:
        who, detail = names[0], f"{names[0]} is no longer your line manager, and reads nothing until you say."
    else:
        who, detail = "former line managers", "They no longer are, and read nothing until you say."
    return [Thing(f"Decide what {who} may still read", detail, reverse("sharing:given"))]


def asked(now: Now) -> list[Thing]:
    """Whoever asks waits for an answer."""
    return [
        Thing(
            f"Answer {one.person.full_name}",
            f"{one.get_kind_display()}. Asked on {day(one.asked_at)}.",
            reverse("plans:request", args=[one.pk]),
        )
        for one in now.asked_of_me
    ]


def answered(now: Now) -> list[Thing]:
    return [
        Thing(
            f"Read what {one.asked.full_name} answered",
            f"You asked on {day(one.asked_at)}.",
            reverse("plans:request", args=[one.pk]),
        )
        for one in now.answered
    ]


def promised(now: Now, today: date) -> list[Thing]:
    """Steps and reviews whose day is near or has come: late is no fault, so nothing says so."""
    steps = [
        Thing(
            Truncator(one.next_step).chars(90),
            f"A step you planned, {day_words(one.next_step_date, today)}.",
            reverse("plans:objective", args=[one.pk]),
        )
        for one in now.steps[:MOST_STEPS]
        if one.next_step_date
    ]
    reviews = [
        Thing(
            "Look at your plan again",
            f"The day you set: {day_words(one.next_review, today)}.",
            reverse("plans:plan", args=[one.plan_id]),
        )
        for one in now.plan_reviews
        if one.next_review
    ]
    return [*reviews, *steps]


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


def views(now: Now) -> list[Thing]:
    """One line, however many ask: the page it leads to has a button for each. A rater knows whom, and until when."""
    if not now.to_answer:
        return []
    first, asking = now.to_answer[0], len(now.to_answer)
    name, until = first.subject.full_name, day(first.closes_on)
    if asking > 1:
        title, detail = f"Give your view to {asking} people", f"{name} first: until {until}."
    else:
        title, detail = f"Give your view to {name}", f"They ask for feedback, until {until}."
    return [Thing(title, detail, f"{reverse('feedback:list')}#asked")]


def pairings(now: Now) -> list[Thing]:
    """Somebody waits for the answer here, too."""
    return [
        Thing(
            "Look at a mentoring pairing",
            f"{line.title}. Answer by {day(line.day)}; a no needs no reason.",
            reverse("mentoring:pairing", args=[line.key]),
        )
        for line in now.mentoring.pairings
    ]


def coordinated(now: Now) -> list[Thing]:
    """People of one's own organisation wait for it."""
    return [Thing(line.title, line.detail, line.url) for line in lines_of_all(now.coordinated)]


def applications(now: Now) -> list[Thing]:
    """Begun and not sent: nobody waits for it, but no match is made without it."""
    return [
        Thing(
            "Go on with your application for a mentor",
            f"{line.title}. Everything you said so far is kept.",
            reverse("mentoring:request", args=[line.key]),
        )
        for line in now.mentoring.applications[:MOST_APPLICATIONS]
    ]


def codes(now: Now) -> list[Thing]:
    """Nothing stops meanwhile, so it comes late."""
    return [
        Thing("Read what changed in mentoring", f"{line.title}: the code of conduct.", reverse("mentoring:list"))
        for line in now.mentoring.codes
    ]


def questions(now: Now) -> list[Thing]:
    """The first of them: the next waits behind it."""
    others = len(now.mentoring.questions) - 1
    more = f" {others} more {'waits' if others == 1 else 'wait'} after it." if others > 0 else ""
    return [
        Thing(
            "Answer a short question about your mentoring",
            f"You are asked apart. Nobody else reads the answer.{more}",
            reverse("mentoring:question", args=[line.key]),
        )
        for line in now.mentoring.questions[:1]
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
    chart = small_picture(showing.Picture(sheet, None, standing.expectations), title, colour)
    lines = [(answer.dimension.name, placement_words(answer, sheet.pack)) for answer in sheet.counted if answer.is_done]
    return Picture(title, reverse("assessments:report", args=[sheet.assessment.pk]), chart, [] if chart else lines)
