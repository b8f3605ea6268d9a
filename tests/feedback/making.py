"""Rounds at every stage, made by the same operations as the pages use. Framework: one that nobody here has seen."""

import re
from datetime import date, timedelta

from django.core import mail

from stepwell.feedback.models import Cycle, FeedbackRound, Nomination
from stepwell.feedback.operations import answering, closing, cycles, inviting, nominating, releasing, rounds
from stepwell.feedback.queries.asking import asked_of
from stepwell.feedback.queries.inviting import visit_of
from tests.cast import NOW, TODAY, Cast

CLOSES = date(2026, 12, 11)
AFTER = CLOSES + timedelta(days=1)
LATER = NOW + timedelta(days=26)
LINK = re.compile(r"/feedback/answer/([\w-]+)/")
PARTS = {
    "overlay": None,
    "title": "Leading at Ashdown",
    "item_kind": "dimensions",
    "scale": [],
    "asks_importance": True,
    "opens_on": TODAY,
    "closes_on": CLOSES,
    "minimum_group_size": 4,
    "comment_threshold": 5,
    "protect_from": "rater",
    "approval": "none",
    "request_cap": 3,
    "repeat_months": 12,
}


def make_cycle(cast: Cast, version, *, is_open: bool = True, **parts) -> Cycle:
    facilitators = parts.pop("facilitators", [cast.fran])
    cycle = cycles.create_cycle(
        organisation=cast.ashdown,
        version=version,
        facilitators=facilitators,
        by=cast.cora,
        at=NOW,
        **{**PARTS, **parts},
    )
    if is_open:
        cycles.open_cycle(cycle, by=cast.cora, at=NOW)
        cycle.refresh_from_db()
    return cycle


def join(cycle: Cycle, subject, **more) -> FeedbackRound:
    return rounds.join_cycle(cycle, subject=subject, by=subject, at=NOW, today=TODAY, **more)


def begin(cast: Cast, cycle: Cycle) -> FeedbackRound:
    """Amira has consented, has Fran to facilitate, and has placed herself."""
    round = join(cycle, cast.amira)
    rounds.choose_facilitator(round, facilitator=cast.fran, by=cast.amira, at=NOW)
    rate_self(round)
    round.refresh_from_db()
    return round


def invite(cast: Cast, round: FeedbackRound) -> FeedbackRound:
    """Six peers, one report, her manager Tom: invited, with their links in `links()`."""
    nominate(round, "line_manager", person=cast.tom)
    nominate_many(round, peers=6, direct_reports=1)
    submit(round)
    round.refresh_from_db()
    send()
    return round


def group(round: FeedbackRound, key: str):
    return round.cycle.groups.get(key=key)


def nominate(round: FeedbackRound, key: str, person=None, email: str = "", name: str = "A Colleague") -> Nomination:
    return nominating.nominate(
        round, group=group(round, key), person=person, email=email, name=name, by=round.subject, at=NOW, today=TODAY
    )


def nominate_many(round: FeedbackRound, **sizes: int) -> None:
    for key, size in sizes.items():
        for number in range(size):
            nominate(round, key, email=f"{key}{number}@elsewhere.example", name=f"{key} {number}")


def submit(round: FeedbackRound) -> FeedbackRound:
    return nominating.submit_nominations(round, by=round.subject, at=NOW, today=TODAY)


def send(at=NOW) -> dict[str, str]:
    """Send what waits; the latest link by address."""
    mail.outbox.clear()
    inviting.send_waiting(at=at)
    return links()


def links() -> dict[str, str]:
    found = {}
    for message in mail.outbox:
        if token := LINK.search(message.body):
            found[message.to[0]] = token[1]
    return found


def visit(token: str, at=NOW):
    return visit_of(token, at)


def answer(token: str, level: int | None = 1, text: str = "", at=NOW, **levels) -> None:
    """Answer everything with one level, except what `levels` says, and send."""
    here = visit(token, at)
    ratings = {item.id: levels.get(item.id, level) for item in asked_of(here.cycle).items}
    comments = {"question_1": text} if text else {}
    answering.save_draft(here, ratings=ratings, comments=comments, revision=0, at=at)
    answering.submit_answers(here, group_key=here.group.key, at=at)


def rate_self(round: FeedbackRound, level: int = 1) -> None:
    levels = {item.id: level for item in asked_of(round.cycle).items}
    rounds.rate_self(round, levels=levels, importance={}, by=round.subject, at=NOW)


def close(round: FeedbackRound, at=LATER) -> None:
    closing.close_round(round, by=round.subject, at=at)
    round.refresh_from_db()


def prepare(round: FeedbackRound, at=LATER):
    report = releasing.prepare_report(round, by=None, at=at)
    round.refresh_from_db()
    return report


def release(round: FeedbackRound, by=None, at=LATER) -> None:
    releasing.release_report(round, by=by or round.facilitator or round.subject, at=at, today=AFTER)
    round.refresh_from_db()
