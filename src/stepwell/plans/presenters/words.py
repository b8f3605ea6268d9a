"""Plans in words: what an objective serves, when, where somebody stands."""

from datetime import date

from stepwell.domain.growing import Cell, cell_words
from stepwell.frameworks.queries import pack_of
from stepwell.plans.models import DevelopmentPlan, GrowthPosition, Objective, PlannedInitiative
from stepwell.ui.templatetags.ui import day


def plan_title(plan: DevelopmentPlan) -> str:
    """Tells no content, so that it may stand in titles, shares and file names."""
    return "Aspirational plan" if plan.kind == DevelopmentPlan.Kind.ASPIRATIONAL else "Development plan"


def service_words(objective: Objective) -> str:
    """ "Influencer, in Leading Together", a growth position, or nothing."""
    if objective.version is not None:
        pack = pack_of(objective.version, objective.overlay)
        dimension = pack.dimension_by_id.get(objective.dimension_id)
        return f"{dimension.name}, in {pack.called}" if dimension else pack.called
    if objective.position is not None:
        return position_words(objective.position)
    return ""


def horizon_words(objective: Objective) -> str:
    if objective.horizon == Objective.Horizon.BY_DATE:
        return f"By {day(objective.target_date)}"
    return objective.get_horizon_display()


def position_words(position: GrowthPosition) -> str:
    return cell_words(pack_of(position.version), Cell(position.category_id, position.step))


def other_words(position: GrowthPosition) -> str:
    """The second view, where there is one."""
    if position.other_step is None:
        return ""
    return cell_words(pack_of(position.version), Cell(position.other_category_id, position.other_step))


def talked_with(position: GrowthPosition) -> str:
    return position.with_person.full_name if position.with_person else position.with_name


def initiative_words(planned: PlannedInitiative) -> str:
    if planned.version is None:
        return planned.text
    pack = pack_of(planned.version, planned.overlay)
    return next((one.text for one in pack.initiatives if one.id == planned.initiative_id), "")


def day_words(when: date, today: date) -> str:
    """A day as somebody would say it: near ones by distance.

    >>> day_words(date(2026, 11, 16), date(2026, 11, 16)), day_words(date(2026, 11, 17), date(2026, 11, 16))
    ('today', 'tomorrow')
    >>> day_words(date(2026, 11, 13), date(2026, 11, 16))
    '13 November 2026'
    """
    return {0: "today", 1: "tomorrow"}.get((when - today).days, day(when))
