"""Reads about reports: stored releases, and what their subject did with them. No raw answer is read here."""

from collections.abc import Sequence

from ..models import FeedbackReport, FeedbackRound, Prediction, Pulse, ReportFocus, ThankYou


def reports_of(round: FeedbackRound) -> list[FeedbackReport]:
    """One for each snapshot that had something to show, oldest first; for the facilitator. One query."""
    return list(FeedbackReport.objects.filter(snapshot__round=round).select_related("snapshot"))


def latest_report(round: FeedbackRound) -> FeedbackReport | None:
    found = reports_of(round)
    return found[-1] if found else None


def released_reports(round: FeedbackRound) -> list[FeedbackReport]:
    """What the subject may read. One query."""
    return [report for report in reports_of(round) if report.released_at is not None]


def released_report(round: FeedbackRound) -> FeedbackReport | None:
    """The first release of the round, which holds nearly everything; later ones hold late answers only."""
    found = released_reports(round)
    return found[0] if found else None


def prediction_of(round: FeedbackRound) -> Prediction | None:
    return Prediction.objects.filter(round=round).first()


def focuses_of(round: FeedbackRound) -> Sequence[ReportFocus]:
    return list(round.focuses.all())


def thank_you_of(round: FeedbackRound) -> ThankYou | None:
    return ThankYou.objects.filter(round=round).first()


def pulse_of(round: FeedbackRound) -> Pulse | None:
    return Pulse.objects.filter(round=round).select_related("pulse_round__cycle").first()
