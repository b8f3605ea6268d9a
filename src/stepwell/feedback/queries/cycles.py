"""Reads about cycles and what an organisation allows."""

from uuid import UUID

from stepwell.people.models import Organisation

from ..models import Cycle, OrganisationFeedbackSettings

HEAVY = ("version__content", "version__changes", "overlay__wordings")


def cycles():
    return Cycle.objects.select_related("organisation", "version__framework", "overlay").defer(*HEAVY)


def cycle_by_id(cycle_id: UUID) -> Cycle | None:
    return cycles().filter(pk=cycle_id).first()


def cycles_of(organisation: Organisation) -> list[Cycle]:
    """The organisation's cycles, the latest first; people's own rounds and pulses are not among them."""
    return list(cycles().filter(organisation=organisation, kind=Cycle.Kind.ORGANISATION))


def open_cycles(organisation: Organisation | None) -> list[Cycle]:
    """Cycles that somebody who works there may take part in now."""
    if organisation is None:
        return []
    return list(cycles().filter(organisation=organisation, kind=Cycle.Kind.ORGANISATION, state=Cycle.State.OPEN))


def settings_of(organisation: Organisation) -> OrganisationFeedbackSettings:
    """As stored, else the defaults (not saved): own rounds are not allowed until somebody allows them."""
    found = OrganisationFeedbackSettings.objects.filter(organisation=organisation).first()
    return found or OrganisationFeedbackSettings(organisation=organisation)
