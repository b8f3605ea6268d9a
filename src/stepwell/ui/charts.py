"""The pictures that pages and reports use. One place to import from."""

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

__all__ = [
    "Figure",
    "ImportancePoint",
    "PlacementRow",
    "Words",
    "importance_chart",
    "importance_figure",
    "importance_table",
    "level_name",
    "placement_chart",
    "placement_figure",
    "placement_table",
]
