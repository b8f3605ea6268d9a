"""The pictures that pages and reports use. One place to import from."""

from .growth import GrowthMark, growth_chart, growth_figure, growth_table
from .importance import importance_chart, importance_figure, importance_table
from .placement import (
    Figure,
    ImportancePoint,
    PlacementRow,
    Words,
    level_name,
    placement_chart,
    placement_figure,
    placement_table,
)
from .timeline import Lane, Span, timeline_chart, timeline_figure, timeline_table

__all__ = [
    "Figure",
    "GrowthMark",
    "ImportancePoint",
    "Lane",
    "PlacementRow",
    "Span",
    "Words",
    "growth_chart",
    "growth_figure",
    "growth_table",
    "importance_chart",
    "importance_figure",
    "importance_table",
    "level_name",
    "placement_chart",
    "placement_figure",
    "placement_table",
    "timeline_chart",
    "timeline_figure",
    "timeline_table",
]
