"""Lists to choose from: a framework to begin with, dimensions to focus on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.queries import Sheet
from stepwell.domain.assessing import assessable
from stepwell.frameworks.queries import StoredPack
from stepwell.sharing.presenters import people_to_share_with as people_to_share_with
from stepwell.ui.forms import Choice

from . import words


@dataclass(frozen=True)
class FrameworkChoice:
    stored: StoredPack
    draft: SelfAssessment | None

    @property
    def size(self) -> str:
        """ "5 elements, each at 5 levels": what somebody lets themselves in for."""
        pack = self.stored.pack
        count = len(pack.dimensions)
        label = pack.dimension_label.one if count == 1 else pack.dimension_label.many
        if pack.levels and any(dimension.levels for dimension in pack.dimensions):
            return f"{count} {label}, {len(pack.levels)} {pack.level_label.many}"
        if any(dimension.bipolar for dimension in pack.dimensions):
            return f"{count} {label}, each between two statements"
        return f"{count} {label}, for reflection without a rating"


@dataclass(frozen=True)
class FrameworkLists:
    for_you: list[FrameworkChoice]
    others: list[FrameworkChoice]


def framework_lists(
    packs: Sequence[StoredPack],
    drafts: Mapping[int, SelfAssessment],
    audiences: Sequence[str],
    adopted: Sequence[str],
) -> FrameworkLists:
    """What the organisation uses and is meant for this person comes first; everything else may be used as well.

    Within a list the more particular audience comes first: a senior leader's own framework before everyone's.
    """
    choices = [
        FrameworkChoice(stored, drafts.get(stored.version.framework_id)) for stored in packs if assessable(stored.pack)
    ]
    meant = [choice for choice in choices if choice.stored.pack.id in adopted and is_for(choice, audiences)]
    meant.sort(key=lambda choice: min(audiences.index(a) for a in choice.stored.pack.audience if a in audiences))
    return FrameworkLists(meant, [choice for choice in choices if choice not in meant])


def is_for(choice: FrameworkChoice, audiences: Sequence[str]) -> bool:
    return bool(set(choice.stored.pack.audience) & set(audiences))


def focus_choices(sheet: Sheet, strengths: Sequence[str]) -> list[tuple[str, Choice]]:
    """Strengths first, then the others in the framework's order; what is not part of the role is left out."""
    answers = sorted(sheet.answers, key=lambda answer: answer.dimension.id not in strengths)
    choices = []
    for answer in answers:
        if answer.placement and answer.placement.state == "not_my_role":
            continue
        strong = "A strength. " if answer.dimension.id in strengths else ""
        wish = words.wish_words(answer)
        hint = f"{strong}{words.state_words(answer, sheet.pack)}{'. ' + wish if wish else ''}"
        choices.append((answer.dimension.id, Choice(answer.dimension.name, hint=hint)))
    return choices
