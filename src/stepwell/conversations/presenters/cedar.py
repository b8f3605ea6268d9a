"""Feedback on the page: the steps beside it, what was seen in words, what its giver may want to look at again."""

from dataclasses import dataclass

from django.urls import reverse

from stepwell.domain.guidance import Hint, hints_on

from ..models import Conversation
from ..queries.cedar import CONTEXT, DISCUSS, EXAMPLE, PAGES, REFLECTION, Feedback, Observation

State = Conversation.State


@dataclass(frozen=True)
class Step:
    """`letter`: C, E, D, A, R; empty for what comes before."""

    letter: str
    name: str
    href: str
    status: str
    current: bool
    done: bool


LETTERS = {REFLECTION: "", CONTEXT: "C", EXAMPLE: "E", DISCUSS: "D"}


def steps_of(feedback: Feedback, page: str) -> list[Step]:
    """Actions and the review are where all conversations have them."""
    steps = [step_of(feedback, key, key == page) for key in PAGES]
    conversation = feedback.conversation
    address = reverse("conversations:conversation", args=[conversation.pk])
    has_ended = conversation.state == State.ENDED
    is_there = has_ended or conversation.state == State.MET
    href = address if is_there else ""
    return [
        *steps,
        Step("A", "Actions", href, "" if is_there else "When you meet", False, has_ended),
        Step("R", "Review date", href, "" if is_there else "When you end it", False, has_ended),
    ]


def step_of(feedback: Feedback, page: str, current: bool) -> Step:
    stage = feedback.stages[page]
    href = reverse("conversations:cedar_stage", args=[stage.stage.pk])
    status, done = status_of(feedback, page)
    return Step(LETTERS[page], stage.template.name, href, status, current, done)


def status_of(feedback: Feedback, page: str) -> tuple[str, bool]:
    stage, partner = feedback.stages[page], feedback.partner.called
    if page == REFLECTION:
        if stage.stage.given_orally_at:
            return "Told aloud", True
        if feedback.is_reflected:
            return "Given", True
        return ("Comes first", False) if feedback.is_persons else (f"Waiting for {partner}", False)
    if not feedback.is_reflected:
        return "Opens after the reflection", False
    if page == DISCUSS:
        return ("Begun", False) if feedback.content(DISCUSS).get("discussion") else ("Together", False)
    if feedback.observation_is_given:
        return "Given", True
    if feedback.is_persons:
        return f"{partner} writes", False
    return ("Begun" if stage.own else "You write"), False


@dataclass(frozen=True)
class Advice:
    """Words that say what somebody is, with what to do about them."""

    found: str
    advice: str


def advice_on(observation: Observation) -> list[Advice]:
    """Only labels: who writes is known here, so names and dates give nothing away (R44)."""
    texts = (observation.context, *observation.strengths, observation.example, *observation.learning)
    labels = [hint for text in texts for hint in hints_on(text) if hint.kind == "label"]
    found = dict.fromkeys(word for hint in labels for word in hint.found)
    return [Advice(", ".join(f"“{word}”" for word in found), Hint("label").advice)] if found else []
