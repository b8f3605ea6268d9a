"""What somebody made a self-assessment for and can now go on with: an application that waits for it, say.

Assessments know of nothing that stands above them. So the setting ASSESSMENT_ONWARD names the function that finds it, as
FRAMEWORK_MARKS does for frameworks, and without one there is nothing.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from .models import SelfAssessment


@dataclass(frozen=True)
class Onward:
    title: str
    detail: str
    action: str
    url: str


def onward_from(assessment: SelfAssessment) -> Onward | None:
    """For its owner's own pages alone."""
    if not settings.ASSESSMENT_ONWARD or assessment.purpose != "mentoring":
        return None
    found: Onward | None = import_string(settings.ASSESSMENT_ONWARD)(assessment)
    return found
