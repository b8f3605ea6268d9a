"""Reads for a rater's own pages."""

from datetime import date

from stepwell.people.models import Appointment

from .inviting import Visit


def names_around(visit: Visit, today: date) -> list[str]:
    """Names that may give a rater away in a comment: their own, and those of the subject's team. One query.

    Not those of others who were asked: a hint must not tell one rater who the others are.
    """
    team = Appointment.objects.current(today).filter(manager_id=visit.round.subject_id)
    own = visit.invitation.nomination.name
    return [own, *team.values_list("person__full_name", flat=True)]
