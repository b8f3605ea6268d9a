"""The certificate of a release in words: what was promised, what was checked, and how to check it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stepwell.ui.components import SummaryRow, Table

from .report_lines import Reading, number

GUARDS = {
    "rater": "Whoever reads the report, another rater included, cannot work out what anybody answered.",
    "subject": "Whoever gave no answer, the subject included, cannot work out what anybody answered.",
}


@dataclass(frozen=True)
class Certificate:
    holds: bool
    promises: list[str]
    facts: list[SummaryRow]
    classes: list[Table]


def certificate_of(reading: Reading) -> Certificate:
    certificate = reading.content["certificate"]
    policy = certificate["policy"]
    return Certificate(
        holds=certificate["holds"],
        promises=[
            f"No answer is shown with fewer than {number(policy['minimum_group_size'] - 1)} others.",
            GUARDS[policy["protect_from"]],
            "Each answer enters one figure, once. Totals, dimensions, gaps and changes are worked out from those figures.",
            "Which words stand for which sums was fixed beforehand, by the number of answers and of levels alone.",
        ],
        facts=facts_of(certificate, policy),
        classes=[table_of(classes, reading.levels) for classes in certificate["classes"]],
    )


def facts_of(certificate: Mapping[str, Any], policy: Mapping[str, Any]) -> list[SummaryRow]:
    rows = [
        SummaryRow("Smallest group shown", f"{number(policy['minimum_group_size'])} answers"),
        SummaryRow("A comment names its group from", f"{number(policy['comment_threshold'])} answers"),
        SummaryRow("How close views are is said from", f"{number(policy['band_from'])} answers"),
        SummaryRow("Withheld", f"{number(certificate['withheld'])}"),
        SummaryRow("Answers in earlier releases, in none of these figures", f"{number(certificate['earlier'])}"),
    ]
    closest = certificate["g2"].get("closest")
    if closest:
        rows.append(SummaryRow("The closest case", closest_case(closest)))
    return rows


def closest_case(closest: Mapping[str, Any]) -> str:
    return (
        f"With {number(closest['n'])} answers, a rater who reads the report still finds at least "
        f"{number(closest['possible'])} levels possible for everybody else."
    )


def table_of(classes: Mapping[str, Any], levels: list[str]) -> Table:
    caption = f"{number(classes['n']).capitalize()} answers on {number(classes['levels'])} levels, counted from 0"
    rows = [[str(place + 1), f"{low} to {high}"] for place, (low, high) in enumerate(classes["sums"])]
    return Table(caption, ["Class", "Sums that share its words"], rows)
