"""The page about one dimension: what is asked, what was there, and what can be saved of what came back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from stepwell.assessments.models import Placement
from stepwell.assessments.queries import Answer, CoachingPrompt, opening_question
from stepwell.domain.framework import Pack
from stepwell.ui.forms import Form

from .fields import LEVEL, RATING, STATE, STATES, fields_of


class PlacementForm(Form):
    """The questions that one dimension's offer asks: only those are fields.

    `revision` says which save the page was made from and `seen` what stood there, so that the view can tell a page on
    which nobody changed anything from one that was overtaken by another device.
    """

    def __init__(self, answer: Answer, pack: Pack, prompts: Sequence[CoachingPrompt], data: Any = None):
        self.prompts = with_kept_question(prompts, answer.placement)
        self.base_fields = dict(fields_of(answer, pack, self.prompts))  # type: ignore[misc]  # before Django copies them
        stored = initial_of(answer.placement)
        opening = opening_question(prompts, answer.number) if answer.offer.reflection else None
        if answer.placement is None and opening:
            stored["prompt"] = opening.id
        super().__init__(data, initial=stored | {"seen": digest_of(self.answers_in(stored))})

    def answers(self) -> dict[str, Any]:
        """What can be saved: every field that is as it should be, whatever is wrong with the others."""
        return self.answers_in(self.cleaned_data)

    def answers_in(self, given: Mapping[str, Any]) -> dict[str, Any]:
        asked = {name: given[name] for name in self.base_fields if name in given}
        found: dict[str, Any] = {
            name: asked[name] for name in ("wish", "example", "situation", "reflection") if name in asked
        }
        if "place" in asked:
            found |= placed(asked["place"])
        if "importance" in asked:
            found["importance"] = int(asked["importance"]) if asked["importance"] else None
        if "statement" in asked:
            found["statement_id"] = asked["statement"]
        if "prompt" in asked:
            texts = {prompt.id: prompt.text for prompt in self.prompts}
            found["coaching_prompt_id"] = asked["prompt"]
            found["coaching_question"] = texts.get(asked["prompt"], "")
        return found

    @property
    def revision_given(self) -> int:
        """A page without a number, or with a wrong one, is one that has seen nothing."""
        return self.cleaned_data.get("revision") or 0

    @property
    def question(self) -> str:
        """The question that is chosen now, in words."""
        return next((prompt.text for prompt in self.prompts if prompt.id == self["prompt"].value()), "")

    def catch_up_with(self, placement: Placement | None) -> None:
        """Shown again after a save of what could be saved: the next save starts from that one."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was posted is a QueryDict
        data["revision"], data["seen"] = str(placement.revision if placement else 0), ""
        self.data = data

    @property
    def is_untouched(self) -> bool:
        """True if what was sent is what the page showed when it was made."""
        return not self.errors and self.cleaned_data.get("seen") == digest_of(self.answers())


def initial_of(placement: Placement | None) -> dict[str, Any]:
    """The form's values for what is stored. An empty placement and none at all look the same."""
    stored = placement or Placement()
    place = ""
    if stored.level_id:
        place = f"{LEVEL}{stored.level_id}"
    elif stored.rating:
        place = f"{RATING}{stored.rating}"
    elif stored.state in STATES:
        place = f"{STATE}{stored.state}"
    return {
        "place": place,
        "wish": stored.wish,
        "statement": stored.statement_id,
        "example": stored.example,
        "situation": stored.situation,
        "prompt": stored.coaching_prompt_id,
        "reflection": stored.reflection,
        "importance": str(stored.importance or ""),
        "revision": placement.revision if placement else 0,
    }


def placed(value: str) -> dict[str, Any]:
    kind, _, what = value.partition(":")
    return {
        "state": what if f"{kind}:" == STATE else Placement.State.PLACED if value else "",
        "level_id": what if f"{kind}:" == LEVEL else "",
        "rating": int(what) if f"{kind}:" == RATING else None,
    }


def digest_of(answers: Mapping[str, Any]) -> str:
    """A short name for exactly these answers; unanswered is unanswered, however it is written."""
    said = {name: value for name, value in answers.items() if value}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def with_kept_question(prompts: Sequence[CoachingPrompt], placement: Placement | None) -> list[CoachingPrompt]:
    """The questions to choose from, and the one chosen earlier in the words it had then."""
    if placement is None or not placement.coaching_prompt_id:
        return list(prompts)
    kept = CoachingPrompt(placement.coaching_prompt_id, placement.coaching_question, follow_up=False)
    if kept.id not in {prompt.id for prompt in prompts}:
        return [kept, *prompts]
    return [kept if prompt.id == kept.id else prompt for prompt in prompts]
