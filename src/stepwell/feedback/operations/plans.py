"""What a cycle begins with: groups, questions, a scale, and the promise that follows from its thresholds."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class GroupPlan:
    """`merge_into` is the key of the group that this one is shown with while either is too small."""

    key: str
    name: str
    is_identifiable: bool = False
    merge_into: str = ""


STANDARD_GROUPS = (
    GroupPlan("line_manager", "Line manager", is_identifiable=True),
    GroupPlan("peers", "Peers"),
    GroupPlan("direct_reports", "Direct reports", merge_into="peers"),
    GroupPlan("others", "Others", merge_into="peers"),
)
STANDARD_QUESTIONS = (
    "What does this person do that you would like them to keep doing?",
    "What could they do more of, less of or differently?",
)
STANDARD_SCALE = ("Rarely", "Sometimes", "Often", "Nearly always")


def promise_to(group: GroupPlan, minimum: int, comments: int, protect_from: str, names: Sequence[str] = ()) -> str:
    """What a member of the group reads before answering: what is shown of them, and to whom.

    Args:
        names: the names of the groups that this one may be shown with.
    """
    if group.is_identifiable:
        return (
            "What you answer is shown as yours, by the name of your group: the person will know it is from you. "
            "It is read by the person and by whoever opens the report with them, and by nobody else here."
        )
    together = f" If too few of you answer, you are shown together with {' and '.join(names)}." if names else ""
    known = " Nor can another rater who reads the report work it out." if protect_from == "rater" else ""
    return (
        f"Nobody sees your answers on their own. They are shown as a whole, together with at least {minimum - 1} others’, "
        f"or not at all.{together} Nobody who reads the report can work out what you chose.{known} "
        "What you write is shown word for word, without your name; the group is named only where "
        f"at least {comments} people answered."
    )
