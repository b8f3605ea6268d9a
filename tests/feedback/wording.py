"""A round in which everything that can be written is written: by the operations, so that it works in an installation of its
own as well (the journal's test_dump), where the people are others."""

from datetime import date, datetime, timedelta

from stepwell.feedback.models import FeedbackRound, Invitation
from stepwell.feedback.operations import answering, closing, cycles, inviting, nominating, releasing, rounds
from stepwell.feedback.operations.plans import STANDARD_QUESTIONS
from stepwell.feedback.queries.asking import asked_of
from stepwell.feedback.queries.inviting import visit_of
from stepwell.people.models import Organisation, Person

WORDS = {
    "question": "how did i steer the herring fleet",
    "reason for repeat": "the cooper left in march",
    "return reason": "ask somebody from the smokehouse",
    "decline reason": "i mend nets elsewhere now",
    "draft": "half a thought about barnacles",
    "comment": "you listened to the old caulker",
    "focus": "fewer words on the slipway",
    "thanks": "bless you all for the tar",
}


def write_everything(
    subject: Person, manager: Person, organisation: Organisation, version, *, at: datetime, today: date
) -> FeedbackRound:
    """Released and thanked. Drafts and reasons for declining go when a round closes: see `write_to_be_sent`."""
    round, tokens = asked(subject, manager, organisation, version, at=at, today=today)
    for token in tokens[2:]:
        visit = visit_of(token, at)
        ratings = {item.id: 1 for item in asked_of(visit.cycle).items}
        answering.save_draft(visit, ratings=ratings, comments={"question_1": WORDS["comment"]}, revision=0, at=at)
        answering.submit_answers(visit, group_key=visit.group.key, at=at)
    closing.close_round(round, by=subject, at=at)
    releasing.prepare_report(round, by=None, at=at)
    releasing.release_report(round, by=subject, at=at, today=today)
    dimension = asked_of(round.cycle).dimensions[0].id
    releasing.choose_focuses(round, dimension_ids=[dimension], notes={dimension: WORDS["focus"]}, by=subject, at=at)
    releasing.thank_raters(round, text=WORDS["thanks"], by=subject, at=at)
    round.refresh_from_db()
    return round


def write_to_be_sent(
    subject: Person, manager: Person, organisation: Organisation, version, *, at: datetime, today: date
) -> FeedbackRound:
    """Still collecting: somebody has declined with a reason, and somebody has begun."""
    round, tokens = asked(subject, manager, organisation, version, at=at, today=today)
    inviting.decline(visit_of(tokens[0], at), reason=WORDS["decline reason"], at=at)
    draft = {"question_1": WORDS["draft"]}
    answering.save_draft(visit_of(tokens[1], at), ratings={}, comments=draft, revision=0, at=at)
    late = {"group": round.cycle.groups.get(key="peers"), "name": "Late", "email": "late@elsewhere.example"}
    nominating.nominate(round, **late, by=subject, at=at, today=today)
    nominating.return_nominations(round, reason=WORDS["return reason"], by=manager, at=at, today=today)
    round.refresh_from_db()
    return round


def asked(
    subject: Person, manager: Person, organisation: Organisation, version, *, at: datetime, today: date
) -> tuple[FeedbackRound, list[str]]:
    """Eight peers have their links."""
    cycle = cycles.create_cycle(
        organisation=organisation, version=version, overlay=None, title="A year later", item_kind="dimensions",
        scale=[], asks_importance=False, opens_on=today, closes_on=today + timedelta(days=21), minimum_group_size=4,
        comment_threshold=5, protect_from="rater", approval="manager", request_cap=50, repeat_months=12,
        questions=[WORDS["question"], STANDARD_QUESTIONS[0]], by=subject, at=at,
    )  # fmt: skip
    cycles.open_cycle(cycle, by=subject, at=at)
    round = rounds.join_cycle(
        cycle, subject=subject, reason_for_repeat=WORDS["reason for repeat"], by=subject, at=at, today=today
    )
    rounds.rate_self(round, levels={item.id: 1 for item in asked_of(cycle).items}, importance={}, by=subject, at=at)
    for number in range(8):
        rater = {"name": f"Rater {number}", "email": f"rater{number}@elsewhere.example"}
        nominating.nominate(round, group=cycle.groups.get(key="peers"), **rater, by=subject, at=at, today=today)
    nominating.submit_nominations(round, by=subject, at=at, today=today)
    nominating.approve(round, by=manager, at=at, today=today)
    invitations = Invitation.objects.filter(nomination__round=round).order_by("nomination__email")
    tokens = [inviting.issue_link(invitation, at) for invitation in invitations]
    round.refresh_from_db()
    return round, tokens
