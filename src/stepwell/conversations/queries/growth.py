"""A conversation about growth as one of the two may see it: stages, what is ready, views, the plan in the making.

Which framework it is about follows from what frameworks are at hand: any with directions of growth by steps will do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stepwell.domain.framework.parts import Passage, QuestionBank
from stepwell.domain.growing import Cell
from stepwell.frameworks.queries import StoredPack, pack_of
from stepwell.people.models import Person

from ..models import AdjustmentsCheck, Conversation, ConversationStage, FacilitatorChecklist, GrowthDraft
from .agendas import agenda_of, growth_packs
from .stages import StageFor, stages_for

REFLECTION, HISTORY, POSITION, PLAN = "growth-reflection", "growth-history", "growth-position", "growth-plan"


def is_growth(conversation: Conversation) -> bool:
    return any(stage.page == POSITION for stage in agenda_of(conversation).stages)


def draft_of(conversation: Conversation) -> GrowthDraft | None:
    found = GrowthDraft.objects.select_related("version__framework", "overlay", "settled_by")
    return found.defer("version__content", "version__changes", "overlay__wordings").filter(
        conversation=conversation
    ).first()  # fmt: skip


def framework_of(conversation: Conversation, draft: GrowthDraft | None) -> StoredPack | None:
    """What the conversation is about: the version it was begun on, or until then the one at hand."""
    if draft:
        return StoredPack(draft.version, draft.overlay, pack_of(draft.version, draft.overlay))
    return next(iter(growth_packs(conversation.organisation)), None)


def stage_on(conversation: Conversation, page: str) -> ConversationStage | None:
    """The stage that has this page."""
    template = next((one for one in agenda_of(conversation).stages if one.page == page), None)
    if template is None:
        return None
    found = ConversationStage.objects.select_related("conversation__person", "conversation__other")
    return found.filter(conversation=conversation, key=template.id).first()


def passages_for(stored: StoredPack, purpose: str) -> list[Passage]:
    return [passage for passage in stored.pack.passages if passage.purpose == purpose]


def banks_for(stored: StoredPack, stage: StageFor) -> list[QuestionBank]:
    """The pack's own questions for a stage, as its template asks for them."""
    wanted = stage.template.questions.banks if stage.template.questions else []
    found = []
    for ask in wanted:
        banks = [bank for bank in stored.pack.question_banks if bank.purpose == ask.purpose]
        found += banks if ask.place is None else banks[ask.place - 1 : ask.place]
    return found


@dataclass(frozen=True)
class View:
    """Where one of the two sees the person, why, and what supports it."""

    cell: Cell
    words: str = ""
    evidence: tuple[tuple[str, str], ...] = ()


def view_in(content: Mapping[str, Any] | None) -> View | None:
    """What was written, as far as it is a whole view."""
    if not content or not content.get("category"):
        return None
    evidence = tuple((item.get("kind", ""), item.get("text", "")) for item in content.get("evidence") or ())
    return View(Cell(content["category"], int(content["step"])), content.get("words", ""), evidence)


def waits_for_plan(drafted: Mapping[str, Any] | None) -> bool:
    """Whether something was drafted that is not in the person's plan yet."""
    parts = [drafted.get("future"), drafted.get("words"), *drafted.get("objectives", ())] if drafted else []
    return any(part and not part.get("planned") for part in parts)


@dataclass(frozen=True)
class Growth:
    """Everything of it that `reader` may see. `own` and `theirs` are views; `theirs` is None while it is closed."""

    conversation: Conversation
    reader: Person
    stored: StoredPack
    stages: dict[str, StageFor]
    draft: GrowthDraft | None
    adjustments: AdjustmentsCheck | None
    checklist: FacilitatorChecklist | None

    @property
    def is_persons(self) -> bool:
        return self.reader.pk == self.conversation.person_id

    @property
    def partner(self) -> Person:
        return self.conversation.partner_of(self.reader)

    @property
    def position_stage(self) -> StageFor:
        return self.stages[POSITION]

    @property
    def first_stage_id(self) -> UUID:
        return self.stages.get(REFLECTION, self.position_stage).stage.pk

    @property
    def plan_stage_id(self) -> UUID:
        return self.stages.get(PLAN, self.position_stage).stage.pk

    @property
    def own(self) -> View | None:
        answer = self.position_stage.own
        return view_in(answer.content) if answer else None

    @property
    def theirs(self) -> View | None:
        answer = self.position_stage.theirs
        return view_in(answer.content) if answer else None

    @property
    def both_gave(self) -> bool:
        own = self.position_stage.own
        return bool(own and own.given_at and self.theirs)

    @property
    def outcome(self) -> dict[str, Any] | None:
        return self.draft.outcome if self.draft else None

    @property
    def offer(self) -> dict[str, Any] | None:
        return self.draft.offer if self.draft else None

    @property
    def plan(self) -> dict[str, Any]:
        return (self.draft.plan if self.draft else None) or {}

    @property
    def here(self) -> Cell | None:
        """Where the person stands: what was agreed, or their own view where both were kept."""
        found = view_in(self.outcome)
        return found.cell if found else None

    @property
    def there(self) -> Cell | None:
        found = view_in(self.plan.get("future"))
        return found.cell if found else None

    def held_before(self, page: str) -> bool:
        """Whether the two have been through every stage before this one."""
        place = self.stages[page].stage.position
        return all(one.stage.held_at for one in self.stages.values() if one.stage.position < place)


def growth_of(conversation: Conversation, reader: Person) -> Growth | None:
    """None where no framework with directions of growth is at hand. The checklist is the reader's own or none."""
    draft = draft_of(conversation)
    stored = framework_of(conversation, draft)
    if stored is None:
        return None
    stages = {one.template.page: one for one in stages_for(conversation, reader) if one.template.page}
    return Growth(
        conversation=conversation,
        reader=reader,
        stored=stored,
        stages=stages,
        draft=draft,
        adjustments=AdjustmentsCheck.objects.select_related("answered_by").filter(conversation=conversation).first(),
        checklist=FacilitatorChecklist.objects.filter(conversation=conversation, writer=reader).first(),
    )
