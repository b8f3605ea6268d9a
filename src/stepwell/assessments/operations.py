"""Writes about self-assessments. The answers are the person's; the audit trail says that there was an act, never what it said."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone

from stepwell.audit.operations import record
from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Appointment, Person
from stepwell.sharing.models import Share
from stepwell.sharing.operations import grant

from .models import Focus, Placement, SelfAssessment, SharedAssessment
from .queries import expectations_of

MOST_FOCUSES = 3
ANSWERS = (
    "state",
    "level_id",
    "rating",
    "wish",
    "importance",
    "example",
    "situation",
    "statement_id",
    "coaching_prompt_id",
    "coaching_question",
    "reflection",
)


class AlreadyComplete(Exception):
    """A completed self-assessment never changes."""


class NotComplete(Exception):
    """Only a completed self-assessment has a report, and can be shared."""


class NothingAnswered(Exception):
    """There is nothing yet to complete."""


class NoticeUnread(Exception):
    """The confidentiality notice comes before the first answer."""


class ChangedElsewhere(Exception):
    """Another page or device saved other answers since this one read them; `placement` holds those."""

    def __init__(self, placement: Placement):
        super().__init__("changed elsewhere")
        self.placement = placement


class TooManyFocuses(Exception):
    """There are at most three, so that each gets attention."""


@transaction.atomic
def start_assessment(
    *,
    person: Person,
    version: FrameworkVersion,
    overlay: Overlay | None,
    appointment: Appointment | None,
    purpose: str,
    at: datetime,
) -> SelfAssessment:
    """Begin on this version, in this wording. Somebody with an open draft of the framework gets that one back."""
    Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once make one draft
    draft = SelfAssessment.objects.filter(
        person=person, version__framework_id=version.framework_id, completed_at__isnull=True
    ).first()
    if draft:
        return draft
    assessment = SelfAssessment.objects.create(
        person=person, version=version, overlay=overlay, appointment=appointment, purpose=purpose, started_at=at
    )
    record("assessment_started", by=person, at=at, about=assessment, version=version.pk, purpose=purpose)
    return assessment


@transaction.atomic
def acknowledge_notices(assessment: SelfAssessment, *, by: Person, at: datetime) -> None:
    """Note that the person has read who learns what, before the first answer."""
    mine = SelfAssessment.objects.filter(pk=assessment.pk, confidentiality_read_at__isnull=True)
    if mine.update(confidentiality_read_at=at):
        record("assessment_notices_read", by=by, at=at, about=assessment)


@transaction.atomic
def save_answers(
    assessment: SelfAssessment,
    dimension_id: str,
    answers: Mapping[str, Any],
    *,
    revision: int,
    by: Person,
    at: datetime,
) -> Placement | None:
    """Keep what was answered about one dimension, and return it; None while there is nothing to keep.

    `revision` is the one the page was made from. If another page saved meanwhile and says something else, nothing is
    written and ChangedElsewhere carries what stands there. Only the first answer about a dimension is an event: a
    save on every pause would make the trail a record of somebody's typing.
    """
    unknown = set(answers) - set(ANSWERS)
    if unknown:
        raise ValueError(f"not answers: {sorted(unknown)}")
    stored = locked(assessment)
    if stored.completed_at:
        raise AlreadyComplete
    if must_read_first(assessment) and not stored.confidentiality_read_at:
        raise NoticeUnread
    placement = Placement.objects.filter(assessment=assessment, dimension_id=dimension_id).first()
    if placement is None:
        return first_answer(assessment, dimension_id, answers, by=by, at=at)
    if not differs(placement, answers):
        return placement
    if placement.revision != revision:
        raise ChangedElsewhere(placement)
    for name, value in answers.items():
        setattr(placement, name, value)
    placement.revision += 1
    placement.saved_at = at
    placement.save()
    return placement


def must_read_first(assessment: SelfAssessment) -> bool:
    return bool(pack_of(assessment.version, assessment.overlay).notices_of("confidentiality"))


def first_answer(
    assessment: SelfAssessment, dimension_id: str, answers: Mapping[str, Any], *, by: Person, at: datetime
) -> Placement | None:
    if not any(answers.values()):
        return None
    placement = Placement.objects.create(assessment=assessment, dimension_id=dimension_id, saved_at=at, **answers)
    record("assessment_answered", by=by, at=at, about=assessment, dimension=dimension_id)
    return placement


def differs(placement: Placement, answers: Mapping[str, Any]) -> bool:
    return any(getattr(placement, name) != value for name, value in answers.items())


@transaction.atomic
def complete_assessment(assessment: SelfAssessment, *, by: Person, at: datetime) -> None:
    """Freeze the answers, and with them what is expected of the role on this day.

    Open questions may stay open: "not yet" is an answer too.
    """
    stored = locked(assessment)
    if stored.completed_at:
        return
    if not stored.placements.exists():
        raise NothingAnswered
    today = at.astimezone(get_current_timezone()).date()
    expected = expectations_of(assessment, pack_of(assessment.version, assessment.overlay), today)
    stored.completed_at = at
    stored.expected_then = {dimension_id: value.kept() for dimension_id, value in expected.items()}
    stored.save(update_fields=["completed_at", "expected_then"])
    record("assessment_completed", by=by, at=at, about=assessment, version=assessment.version_id)


@transaction.atomic
def delete_draft(assessment: SelfAssessment, *, by: Person, at: datetime) -> None:
    if locked(assessment).completed_at:
        raise AlreadyComplete
    record("assessment_draft_deleted", by=by, at=at, about=assessment)
    SelfAssessment.objects.filter(pk=assessment.pk).delete()


@transaction.atomic
def choose_focuses(assessment: SelfAssessment, dimension_ids: Sequence[str], *, by: Person, at: datetime) -> None:
    """Replace the focuses of a completed self-assessment by these, in this order."""
    if not locked(assessment).completed_at:
        raise NotComplete
    if len(dimension_ids) > MOST_FOCUSES:
        raise TooManyFocuses
    Focus.objects.filter(assessment=assessment).delete()
    Focus.objects.bulk_create(
        Focus(assessment=assessment, dimension_id=dimension_id, position=position, chosen_at=at)
        for position, dimension_id in enumerate(dimension_ids, 1)
    )
    record("focuses_chosen", by=by, at=at, about=assessment, count=len(dimension_ids))


@transaction.atomic
def share_assessment(
    assessment: SelfAssessment,
    *,
    recipient: Person,
    title: str,
    purpose: str,
    until: date,
    message: str,
    by: Person,
    at: datetime,
) -> Share:
    """Let one person read the report until a date. They learn by e-mail that there is something, not what."""
    if not locked(assessment).completed_at:
        raise NotComplete
    share = grant(
        owner=by,
        recipient=recipient,
        kind="assessments",
        title=title,
        purpose=purpose,
        until=until,
        message=message,
        at=at,
    )
    SharedAssessment.objects.create(share=share, assessment=assessment)
    return share


def locked(assessment: SelfAssessment) -> SelfAssessment:
    """The row as it is now, held until the transaction ends, so that completing and saving cannot cross."""
    return SelfAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
