"""What followed: steps and a thing achieved, an opportunity granted, one-to-ones, feedback, a review, and what comes."""

from datetime import date

from stepwell.conversations.models import Conversation
from stepwell.conversations.operations import cedar, ending, meeting
from stepwell.conversations.operations.cedar import Seen, Setting
from stepwell.conversations.operations.proposing import Plan, plan_meeting
from stepwell.conversations.queries.cedar import part_named, parts_at_hand
from stepwell.conversations.queries.conversations import local
from stepwell.frameworks.queries import stored_packs
from stepwell.people.models import Person
from stepwell.plans.models import DevelopmentPlan, Objective
from stepwell.plans.operations import asking, objectives, progress, reviews

from . import words
from .talks import Days, Pair, fresh

FEEDBACK = 40


def aspirational(person: Person) -> list[Objective]:
    """What the conversation about growth put into the plan, in its order."""
    plan = DevelopmentPlan.objects.filter(person=person, kind=DevelopmentPlan.Kind.ASPIRATIONAL).first()
    found = {one.title: one for one in plan.objectives.all()} if plan else {}
    return [found[title] for title, _ in words.OBJECTIVES if title in found]


def towards_objectives(person: Person, days: Days) -> None:
    """Two steps towards the second objective, which is then achieved; its review was set for a month ago."""
    goals = aspirational(person)
    if not goals:
        return
    reviews.set_review(goals[0].plan, due_on=days.on(16), by=person, at=days.at(140), today=days.on(140))
    for text, ago in zip(words.PROGRESS, (104, 47), strict=True):
        at = days.at(ago, 19)
        progress.note_progress(goals[1], text=text, happened_on=at.date(), by=person, at=at, today=at.date())
    for initiative in goals[1].initiatives.all():
        progress.set_initiative_done(
            initiative, on=days.on(47), by=person, at=days.at(47, 19), today=days.on(47)
        )  # fmt: skip
    at = days.at(44, 19)
    objectives.set_status(
        goals[1], status="achieved", on=at.date(), outcome=words.ACHIEVED, by=person, at=at, today=at.date()
    )


def granted(person: Person, manager: Person, days: Days) -> None:
    """Asked of the manager, who says yes and what happens next."""
    goals = aspirational(person)
    if not goals:
        return
    at = days.at(36, 9)
    asked = asking.ask_for_opportunity(
        person=person,
        asked=manager,
        kind="secondment",
        text=words.OPPORTUNITY,
        objective=goals[0],
        by=person,
        at=at,
        today=at.date(),
    )
    asking.agree_to_opportunity(asked, answer=words.OPPORTUNITY_ANSWER, by=manager, at=days.at(29, 16))
    at = days.at(28, 18)
    asking.note_answer_read(asked, by=person, at=at)
    objectives.change_objective(
        goals[0],
        values={"next_step": words.NEXT_STEP, "next_step_date": days.on(-9)},
        revision=goals[0].revision,
        by=person,
        at=at,
        today=at.date(),
    )


def review(person: Person, days: Days) -> None:
    goals = aspirational(person)
    due = goals[0].plan.reviews.filter(held_at__isnull=True).first() if goals else None
    if due:
        at = days.at(14, 18)
        reviews.hold_review(
            due, held_on=at.date(), note=words.PLAN_REVIEW, next_on=days.on(-77), by=person, at=at, today=at.date()
        )


def one_to_ones(pair: Pair) -> None:
    """Once a month: held, held, left out, moved. What was not reached comes along each time."""
    talk = pair.agree("one-to-one", days=96, meets=78, hour=9, by=pair.other, frequency="monthly")
    for points, record in words.ONE_TO_ONES:
        if talk is None:
            return
        ago = days_until(talk, pair.days)
        for number, text in enumerate(points):
            owner = pair.person if number else pair.other
            meeting.add_point(talk, text=text, by=owner, at=pair.days.at(ago + 2, 18))
        talk = pair.meet(talk, days=ago, hour=9)
        pair.write(talk, pair.named(record), by=pair.person, days=ago, hour=9)
        for item in [one for one in talk.items.all() if one.text != points[-1]]:
            meeting.settle_point(item, state="done", by=pair.other, at=pair.days.at(ago, 9, 45))
        if points == words.ONE_TO_ONES[-1][0]:
            shown = pair.promise(talk, words.ONE_TO_ONE_ACTION, owner=pair.person, days=ago, until=ago - 20)
            pair.promise(talk, words.ONE_TO_ONE_OTHERS_ACTION, owner=pair.other, days=ago, until=-8)
            pair.keep(shown, "", days=ago - 17)
        pair.end(talk, days=ago, review=ago - 14, no_actions=points == words.ONE_TO_ONES[0][0])
        ending.look_again(talk, by=pair.person, at=pair.days.at(ago - 14))
        talk = talk.followed_by.first()
    if talk:
        skip_and_move(pair, talk)


def skip_and_move(pair: Pair, talk: Conversation) -> None:
    ago = days_until(talk, pair.days)
    at = pair.days.at(ago + 1, 17)
    coming = ending.skip(talk, by=pair.other, at=at, today=at.date())
    if coming is None:
        return
    plan = Plan(frequency="monthly", starts_at=pair.days.at(-6, 9), minutes=30, form=Conversation.Form.WALK)
    plan_meeting(coming, plan, by=pair.other, at=pair.days.at(ago - 3, 12))
    for text in words.ONE_TO_ONE_COMING:
        meeting.add_point(coming, text=text, by=pair.person, at=pair.days.at(2, 19))


def days_until(talk: Conversation, days: Days) -> int:
    """How many days ago its meeting was to be."""
    start: date = local(talk.starts_at).date() if talk.starts_at else days.today
    return (days.today - start).days


def feedback(pair: Pair) -> None:
    """By CEDAR: the person's own view first, then what the manager saw, then both."""
    person, manager, days = pair.person, pair.other, pair.days
    asked = pair.agree("feedback", days=FEEDBACK + 8, meets=FEEDBACK, by=manager, message=words.CEDAR_ASKED)
    if asked is None:
        return
    stages = {stage.key: stage for stage in asked.stages.select_related("conversation")}
    at = days.at(FEEDBACK + 5, 19)
    cedar.save_reflection(stages["reflection"], words.CEDAR_REFLECTION, revision=0, by=person, at=at)
    cedar.give_reflection(stages["reflection"], by=person, at=at)
    at = days.at(FEEDBACK + 3, 17)
    packs = stored_packs(pair.organisation)
    parts = parts_at_hand(packs)
    part = part_named(parts[0][1][-1][0], packs) if parts else None
    cedar.save_setting(
        stages["context"], Setting(words.CEDAR_CONTEXT, part), revision=0, by=manager, at=at
    )  # fmt: skip
    seen = Seen(words.CEDAR_STRENGTHS, words.CEDAR_EXAMPLE, words.CEDAR_LEARNING)
    cedar.save_seen(stages["example"], seen, revision=0, by=manager, at=at)
    cedar.give_observation(stages["context"], stages["example"], by=manager, at=at)
    talk = pair.meet(asked, days=FEEDBACK)
    cedar.save_discussion(
        stages["discuss"],
        pair.named(words.CEDAR_DISCUSSION),
        base="",
        revision=0,
        by=person,
        at=days.at(FEEDBACK, 14, 30),
    )
    tried = pair.promise(talk, words.CEDAR_ACTION, owner=person, days=FEEDBACK, until=FEEDBACK - 20)
    pair.end(talk, days=FEEDBACK, review=FEEDBACK - 28)
    pair.keep(tried, words.CEDAR_OUTCOME, days=FEEDBACK - 17)
    ending.look_again(talk, by=manager, at=days.at(FEEDBACK - 28))


def coming(pair: Pair) -> None:
    """The next career conversation: the manager is ready, the person has begun to prepare."""
    talk = pair.agree("career", days=11, meets=-15, by=pair.person, message=words.NEXT_ASKED)
    if talk:
        talk = fresh(talk)
        pair.prepare(talk, pair.person, words.NEXT_PREPARED, days=3, is_ready=False)
        pair.prepare(talk, pair.other, words.CAREER_OFFERED[1:], days=4)
