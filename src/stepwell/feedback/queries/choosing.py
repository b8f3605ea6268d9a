"""Reads for choosing raters: whom to suggest, who is asked too often, and what the report will be able to show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from stepwell.domain.disclosure import Policy, classes, divide
from stepwell.people.models import Appointment, Organisation, Person
from stepwell.people.queries import appointments_of, team_of

from ..models import Cycle, CycleGroup, FeedbackRound, Invitation, Nomination
from .asking import asked_of
from .rounds import managers_of, nominations_of

ASKING = ("approval", "collecting")
MOST_SUGGESTED = 30
# Practice: 8 to 12 raters, and five invited in a group to secure three.
NORMAL = range(8, 13)


@dataclass(frozen=True)
class Suggestion:
    person: Person
    group: CycleGroup
    why: str


def suggestions(round: FeedbackRound, today: date) -> list[Suggestion]:
    """Managers, reports, people with the same manager, then the unit: without whoever is chosen or has no address."""
    groups = list(round.cycle.groups.all())
    taken = {round.subject_id, *(one.person_id for one in nominations_of(round))}
    found: dict = {}
    for person, group, why in nearby(round.subject, groups, today):
        if person.pk not in taken and person.pk not in found and person.email and group is not None:
            found[person.pk] = Suggestion(person, group, why)
    return list(found.values())[:MOST_SUGGESTED]


def nearby(subject: Person, groups: Sequence[CycleGroup], today: date):
    managers = managers_of(subject, today)
    known, anonymous = [g for g in groups if g.is_identifiable], [g for g in groups if not g.is_identifiable]
    named = {group.key: group for group in groups}
    first, last = (anonymous[0], anonymous[-1]) if anonymous else (None, None)
    for person in Person.objects.filter(pk__in=managers):
        yield person, known[0] if known else None, "Your line manager"
    for job in team_of(subject, today):
        yield job.person, named.get("direct_reports", first), "Reports to you"
    jobs = Appointment.objects.current(today).select_related("person").order_by("person__full_name", "id")
    for job in jobs.filter(manager__in=managers).exclude(person__in=managers):
        yield job.person, named.get("peers", first), "Has the same manager"
    units = [job.unit_id for job in appointments_of(subject, today)]
    for job in jobs.filter(unit__in=units).exclude(person__in=managers)[: MOST_SUGGESTED * 2]:
        yield job.person, named.get("others", last), "Works in your unit"


def requests_of(
    organisation: Organisation, email: str, person: Person | None = None, *, besides: FeedbackRound | None = None
) -> int:
    """In how many rounds of the organisation somebody is asked at present."""
    who = Q(email__iexact=email) if person is None else Q(email__iexact=email) | Q(person=person)
    asked = Nomination.objects.filter(
        who, round__cycle__organisation=organisation, round__state__in=ASKING, state__in=["proposed", "approved"]
    )
    if besides is not None:
        asked = asked.exclude(round=besides)
    return asked.values("round").distinct().count()


@dataclass(frozen=True)
class Feasibility:
    """What a report could show if everybody chosen answers, in sentences, and what would make it better.

    `enough` is True when at least one group of raters can be shown.
    """

    sentences: list[str]
    advice: list[str]
    blocks: list[tuple[list[str], int]]
    left: list[list[str]]
    enough: bool


def policy_of_cycle(cycle: Cycle, groups: Sequence[CycleGroup]) -> Policy:
    order = [[group.key, group.merge_into] for group in groups if group.merge_into]
    return Policy(**cycle.policy(), merge_order=order)


def feasibility(round: FeedbackRound, extra: Sequence[CycleGroup] = ()) -> Feasibility:
    """`extra`: groups of people who may be added, to try out what one more would change. Three queries."""
    groups = list(round.cycle.groups.all())
    anonymous = {group.key: group.name for group in groups if not group.is_identifiable}
    counted = Counter(one.group.key for one in nominations_of(round)) + Counter(group.key for group in extra)
    sizes = {key: counted[key] for key in anonymous}
    policy = policy_of_cycle(round.cycle, groups)
    blocks, left = divide(sizes, policy, [key for key, size in sizes.items() if size])
    levels = len(asked_of(round.cycle).levels)
    shown = [([anonymous[key] for key in block.groups], block.n) for block in blocks]
    unseen = [[anonymous[key] for key in keys] for keys in left]
    sentences = [sentence for names, n in shown for sentence in words_of_block(names, n, levels, policy)]
    sentences += [f"{listed(names)}: too few to show anything." for names in unseen]
    identifiable = sum(counted[group.key] for group in groups if group.is_identifiable)
    if identifiable:
        sentences.append("What your line manager answers is shown as theirs; they are told so before they answer.")
    advice = advice_for(
        shown, [(listed([anonymous[k] for k in keys]), sum(sizes[k] for k in keys)) for keys in left], policy
    )
    total = sum(counted.values())
    if total < NORMAL.start:
        advice.append(f"You have chosen {total}. Most people ask {NORMAL.start} to {NORMAL.stop - 1}.")
    return Feasibility(sentences, advice, shown, unseen, bool(blocks))


def words_of_block(names: list[str], n: int, levels: int, policy: Policy) -> list[str]:
    together = (
        f"{listed(names)} are shown together, {n} people"
        if len(names) > 1
        else f"{names[0]}: {n} people, shown on their own"
    )
    found = [together + (f", because a group needs at least {policy.minimum_group_size}." if len(names) > 1 else ".")]
    if levels >= 2 and not classes(n, levels, policy.known):
        found.append(f"With {n} answers on {levels} levels no rating can be shown safely, only comments.")
    if n < policy.comment_threshold:
        found.append(
            f"Their comments are shown without naming the group, which takes {policy.comment_threshold} people."
        )
    return found


def advice_for(shown: list[tuple[list[str], int]], left: list[tuple[str, int]], policy: Policy) -> list[str]:
    least = policy.minimum_group_size
    safe = -(-least * 5 // 3)
    found = [f"{name}: ask {least - n} more to show them, or move them to a larger group." for name, n in left]
    for names, n in shown:
        if n < safe:
            found.append(f"{listed(names)}: not everybody answers. Ask {safe - n} more, so that {least} are likely to.")
    if not shown and not left:
        found.append(f"Choose at least {least} people in one group whose answers are shown together.")
    return found


def listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@dataclass(frozen=True)
class Progress:
    """`answered` is None while fewer than the minimum have: below it, the number says too much."""

    invited: int
    answered: int | None
    minimum: int


def progress(round: FeedbackRound) -> Progress:
    """For the subject, the facilitator and the coordinator: in all, never by group, never by name. One query."""
    states = Counter(Invitation.objects.filter(nomination__round=round).values_list("state", flat=True))
    return counted_progress(round.cycle, states)


def counted_progress(cycle: Cycle, states: Counter) -> Progress:
    answered, minimum = states[Invitation.State.ANSWERED], cycle.minimum_group_size
    return Progress(sum(states.values()), answered if answered >= minimum else None, minimum)


def declined(round: FeedbackRound) -> list[tuple[str, str]]:
    """(name, reason) of whoever declined and wanted to tell why; for the subject alone, until the round closes.

    Who declined without a reason is told to nobody: beside the number of answers it would name those who answered.
    """
    if round.state != FeedbackRound.State.COLLECTING:
        return []
    found = Invitation.objects.filter(nomination__round=round, state=Invitation.State.DECLINED).exclude(
        decline_reason=""
    )
    found = found.select_related("nomination").order_by("nomination__name")
    return [(invitation.nomination.name, invitation.decline_reason) for invitation in found]
