"""Writes about reviews of a plan: at most one is to come, as many as there were are kept."""

from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from ..models import DevelopmentPlan, PlanReview
from .plans import held
from .refusals import BadValue


@transaction.atomic
def set_review(
    plan: DevelopmentPlan, *, due_on: date, with_name: str = "", by: Person, at: datetime, today: date
) -> PlanReview:
    """Set the day of the coming review, or move it: calendars move the entry, and the new day has its own reminder."""
    stored = held(plan, by)
    if due_on < today:
        raise BadValue([("due_on", "The day must be today or later")])
    review = stored.reviews.filter(held_at__isnull=True).first() or PlanReview(plan=stored, due_on=due_on)
    if review.due_on != due_on:
        review.times_moved += 1
        review.reminded_at, review.reminder_claimed_at, review.reminder_tries = None, None, 0
    review.due_on, review.with_name, review.set_at = due_on, with_name, at
    review.save()
    record("plan_review_set", by=by, at=at, about=review, until=due_on)
    return review


@transaction.atomic
def hold_review(
    review: PlanReview, *, held_on: date, note: str, next_on: date | None, by: Person, at: datetime, today: date
) -> PlanReview | None:
    """Note that it was held, and set the day of the next one, which is returned; None ends without one."""
    stored = held(review.plan, by)
    faults = []
    if held_on > today:
        faults.append(("held_on", "The day must be today or earlier: it is when you looked at the plan"))
    if next_on is not None and next_on < today:
        faults.append(("next_on", "The day must be today or later"))
    if faults:
        raise BadValue(faults)
    here = PlanReview.objects.select_for_update().get(pk=review.pk)
    if here.held_at is None:
        here.held_on, here.held_at, here.note = held_on, at, note
        here.save()
        record("plan_review_held", by=by, at=at, about=here)
    if next_on is None:
        return None
    return set_review(stored, due_on=next_on, with_name=here.with_name, by=by, at=at, today=today)


@transaction.atomic
def remove_review(review: PlanReview, *, by: Person, at: datetime) -> None:
    """Take a coming review away; one that was held stays."""
    held(review.plan, by)
    coming = PlanReview.objects.filter(pk=review.pk, held_at__isnull=True)
    if coming.exists():
        record("plan_review_removed", by=by, at=at, about=review)
        coming.delete()
