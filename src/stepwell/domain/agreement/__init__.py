"""Do raters agree, and can their mean be relied on? For the organisation and for judging the method itself.

Never for one person's small groups: each of these figures tells more about single answers than the promise to raters
allows (docs/methods/agreement.md). What one person sees is decided by the disclosure control alone.
"""

from .change import (
    reliable_change,
    smallest_reliable_change,
    standard_error_of_difference,
    standard_error_of_measurement,
)
from .checks import complete_rows
from .deviation import average_deviation, average_deviation_j, awg, awg_j
from .groups import GroupReliability, group_reliability, reliability_without_each
from .icc import IntraclassCorrelation, MeanSquares, intraclass_correlations, mean_squares, one_way
from .krippendorff import krippendorff_alpha
from .omega import omega_from_covariance, omega_from_loadings, omega_total
from .reliability import (
    Estimate,
    alpha_from_covariance,
    alpha_interval,
    cronbach_alpha,
    raters_needed,
    spearman_brown,
)
from .within_group import rwg, rwg_j, rwg_j_lindell, uniform_variance

__all__ = [
    "Estimate",
    "GroupReliability",
    "IntraclassCorrelation",
    "MeanSquares",
    "alpha_from_covariance",
    "alpha_interval",
    "average_deviation",
    "average_deviation_j",
    "awg",
    "awg_j",
    "complete_rows",
    "cronbach_alpha",
    "group_reliability",
    "intraclass_correlations",
    "krippendorff_alpha",
    "mean_squares",
    "omega_from_covariance",
    "omega_from_loadings",
    "omega_total",
    "one_way",
    "raters_needed",
    "reliability_without_each",
    "reliable_change",
    "rwg",
    "rwg_j",
    "rwg_j_lindell",
    "smallest_reliable_change",
    "spearman_brown",
    "standard_error_of_difference",
    "standard_error_of_measurement",
    "uniform_variance",
]
