"""What a person chose to work on elsewhere, and has not put into a plan yet."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from stepwell.assessments.models import Focus
from stepwell.domain.framework import Pack
from stepwell.feedback.models import ReportFocus
from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Person

from ..models import Objective

SELF_ASSESSMENT, FEEDBACK = "self_assessment_focus", "feedback_focus"


@dataclass(frozen=True)
class FocusOffer:
    """A dimension that somebody chose, from where, and the key under which an objective remembers it."""

    kind: str
    key: str
    version: FrameworkVersion
    overlay: Overlay | None
    pack: Pack
    dimension_id: str
    chosen_on: date

    @property
    def name(self) -> str:
        return self.pack.dimension_by_id[self.dimension_id].name

    @property
    def source(self) -> tuple[str, str]:
        return self.kind, self.key


def focuses_to_plan(person: Person) -> list[FocusOffer]:
    """Of the latest self-assessment on each framework and the latest feedback report, without what is planned. Three
    queries."""
    planned = set(
        Objective.objects.filter(plan__person=person, source_kind__in=(SELF_ASSESSMENT, FEEDBACK)).values_list(
            "source_kind", "source_id"
        )
    )
    found = [*from_reports(person), *from_assessments(person)]
    return [
        offer for offer in found if offer.source not in planned and offer.dimension_id in offer.pack.dimension_by_id
    ]


def focus_offer(person: Person, kind: str, key: str) -> FocusOffer | None:
    """One of them, planned or not."""
    found = {FEEDBACK: from_reports, SELF_ASSESSMENT: from_assessments}.get(kind)
    offers = found(person) if found else []
    return next((one for one in offers if one.key == key and one.dimension_id in one.pack.dimension_by_id), None)


def from_assessments(person: Person) -> list[FocusOffer]:
    chosen = (
        Focus.objects.filter(assessment__person=person, assessment__completed_at__isnull=False)
        .select_related("assessment__version__framework", "assessment__overlay")
        .defer("assessment__version__content", "assessment__version__changes", "assessment__overlay__wordings")
        .order_by("-assessment__completed_at", "position")
    )
    latest: dict[int, object] = {}
    offers = []
    for focus in chosen:
        version, overlay = focus.assessment.version, focus.assessment.overlay
        if latest.setdefault(version.framework_id, focus.assessment_id) != focus.assessment_id:
            continue
        key = f"{focus.assessment_id}:{focus.dimension_id}"
        on = localtime(focus.chosen_at).date()
        pack = pack_of(version, overlay)
        offers.append(FocusOffer(SELF_ASSESSMENT, key, version, overlay, pack, focus.dimension_id, on))
    return offers


def from_reports(person: Person) -> list[FocusOffer]:
    """A focus exists only once a report is released to its subject."""
    chosen = (
        ReportFocus.objects.filter(round__subject=person)
        .select_related("round__cycle__version__framework", "round__cycle__overlay")
        .defer("round__cycle__version__content", "round__cycle__version__changes", "round__cycle__overlay__wordings")
        .order_by("-chosen_at", "position")
    )
    found = list(chosen)
    offers = []
    for focus in found:
        if focus.round_id != found[0].round_id:
            continue
        cycle = focus.round.cycle
        key = f"{focus.round_id}:{focus.dimension_id}"
        on = localtime(focus.chosen_at).date()
        pack = pack_of(cycle.version, cycle.overlay)
        offers.append(FocusOffer(FEEDBACK, key, cycle.version, cycle.overlay, pack, focus.dimension_id, on))
    return sorted(offers, key=lambda offer: offer.chosen_on, reverse=True)
