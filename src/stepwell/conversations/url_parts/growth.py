"""A conversation about growth: its stages, and what belongs to each."""

from django.urls import URLPattern, path

from ..views import growth_plan, growth_position, growth_stages

GROWTH: list[URLPattern] = [
    path("stages/<uuid:stage_id>/growth/", growth_stages.stage, name="growth_stage"),
    path("<uuid:conversation_id>/growth/checklist/", growth_stages.checklist, name="growth_checklist"),
    path("<uuid:conversation_id>/growth/adjustments/", growth_stages.adjustments, name="growth_adjustments"),
    path("<uuid:conversation_id>/growth/view/", growth_position.view, name="growth_view"),
    path("<uuid:conversation_id>/growth/settle/", growth_position.settle, name="growth_settle"),
    path("<uuid:conversation_id>/growth/future/", growth_plan.future, name="growth_future"),
    path("<uuid:conversation_id>/growth/words/", growth_plan.words, name="growth_words"),
    path("<uuid:conversation_id>/growth/objective/", growth_plan.objective, name="growth_objective"),
    path("<uuid:conversation_id>/growth/objective/<slug:item_id>/", growth_plan.change, name="growth_change"),
    path("<uuid:conversation_id>/growth/plan/", growth_plan.put, name="growth_put"),
]
