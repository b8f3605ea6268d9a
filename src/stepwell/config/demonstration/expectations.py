"""Keeps with each completed self-assessment what was expected on its day, as completing one does."""

from django.db.models import Prefetch

from stepwell.assessments.models import SelfAssessment
from stepwell.careers.models import ExpectedLevel
from stepwell.careers.queries import expected_levels, shelf_of
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Organisation

from .builder import BATCH


def remember_expectations(organisation: Organisation) -> None:
    shelf = shelf_of(organisation)
    levels = Prefetch("appointment__expected_levels", ExpectedLevel.objects.select_related("framework", "set_by"))
    completed = SelfAssessment.objects.filter(appointment__organisation=organisation, completed_at__isnull=False)
    found = completed.select_related("version__framework", "overlay", "appointment").prefetch_related(levels)
    for assessment in found.defer("version__content", "version__changes", "overlay__wordings").iterator(BATCH):
        assessment.expected_then = kept_for(assessment, shelf)
        assessment.save(update_fields=["expected_then"])


def kept_for(assessment: SelfAssessment, shelf) -> dict:
    job, at = assessment.appointment, assessment.completed_at
    pack = pack_of(assessment.version, assessment.overlay)
    if job is None or at is None:
        return {}
    rows = [
        row
        for row in job.expected_levels.all()
        if row.framework_id == assessment.version.framework_id and row.set_at <= at
    ]
    return {key: value.kept() for key, value in expected_levels(shelf.suggestion(job, pack), pack, rows).items()}
