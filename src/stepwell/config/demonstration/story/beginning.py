"""How the year begins: a self-assessment in own words, what others said, and the first conversation about it."""

from stepwell.assessments.models import SelfAssessment
from stepwell.conversations.operations import ending, meeting, promising
from stepwell.conversations.queries.support import conditions_of, roles_of
from stepwell.feedback.models import FeedbackRound
from stepwell.feedback.operations import releasing
from stepwell.feedback.queries.asking import asked_of
from stepwell.frameworks.queries import stored_packs
from stepwell.people.models import Person
from stepwell.plans.operations.objectives import Service, change_objective, plan_focus
from stepwell.plans.queries.focuses import from_reports

from . import words
from .talks import Days, Pair

MET, ENDED_REVIEW = 255, 164


def look_in_the_mirror(person: Person) -> None:
    """Self-assessments were made with everybody's; here they get the person's own examples."""
    for assessment in SelfAssessment.objects.filter(person=person):
        placed = assessment.placements.exclude(example="").order_by("saved_at", "pk")
        for placement, (example, situation) in zip(placed, words.EXAMPLES, strict=False):
            placement.example, placement.situation = example, situation
            placement.save(update_fields=["example", "situation"])


def look_back(person: Person, days: Days) -> None:
    """The report is read: two things to work on, thanks to everybody asked, and the first of the two in the plan."""
    round = FeedbackRound.objects.filter(subject=person, state="released").select_related("cycle").first()
    if round is None:
        return
    chosen = [one.id for one in asked_of(round.cycle).dimensions][-2:]
    releasing.choose_focuses(round, dimension_ids=chosen, by=person, at=days.at(270))
    releasing.thank_raters(round, text=words.THANKS, by=person, at=days.at(270, 11))
    offer = from_reports(person)[0]
    at = days.at(250)
    objective = plan_focus(
        person=person,
        title=f"Work on {offer.name}",
        service=Service(offer.version, offer.overlay, offer.dimension_id),
        source=offer.source,
        by=person,
        at=at,
        today=at.date(),
    )
    change_objective(
        objective,
        values={
            "measure": words.FOCUS_MEASURE,
            "next_step": words.FOCUS_STEP,
            "next_step_date": days.on(-12),
            "horizon": "next",
        },
        revision=objective.revision,
        by=person,
        at=at,
        today=at.date(),
    )


def first_conversation(pair: Pair) -> None:
    """With the manager: prepared by both, a record, an action of each, and the review that followed."""
    person, manager, days = pair.person, pair.other, pair.days
    talk = pair.agree("career", days=MET + 18, meets=MET, by=person, message=words.CAREER_ASKED)
    if talk is None:
        return
    pair.prepare(talk, person, words.CAREER_PREPARED, days=MET + 6, goals=["unsure"])
    pair.prepare(talk, manager, words.CAREER_OFFERED, days=MET + 3)
    talk = pair.meet(talk, days=MET)
    take_roles(pair, talk, days=MET)
    for text, writer in zip(words.CAREER_RECORD, (person, manager, person), strict=True):
        pair.write(talk, pair.named(text), by=writer, days=MET)
    pair.note(talk, words.CAREER_NOTE, by=person, days=MET)
    pair.note(talk, words.CAREER_OTHERS_NOTE, by=manager, days=MET)
    shadow = pair.promise(
        talk, words.SHADOW, owner=person, days=MET, until=MET - 50, obstacle="The rota", help_wanted="Cover for one day"
    )
    introduce = pair.promise(talk, pair.named(words.INTRODUCE), owner=manager, days=MET, until=MET - 20)
    pair.end(talk, days=MET, review=ENDED_REVIEW)
    pair.keep(introduce, "", days=MET - 15)
    pair.keep(shadow, words.SHADOW_OUTCOME, days=MET - 44)
    promising.follow_up(talk, by=manager, at=days.at(MET - 20))
    ending.look_again(talk, by=manager, at=days.at(ENDED_REVIEW, 11))


def take_roles(pair: Pair, talk, *, days: int) -> None:
    """The first stage that a framework at hand describes, and the roles it suggests."""
    packs = stored_packs(pair.organisation)
    known = {role.id: role for role in roles_of(packs)}
    condition = next((one for one in conditions_of(packs) if one.is_stage), None)
    if condition is None:
        return
    taken = [known[key] for _, key, _ in condition.suggests if key in known]
    meeting.take_roles(
        talk,
        roles=[(role.id, role.name, role.follow_up) for role in taken],
        conditions=[(condition.id, condition.text)],
        by=pair.other,
        at=pair.days.at(days, 14, 5),
    )
