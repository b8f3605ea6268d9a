"""Why a write was refused. `str(error)` is a sentence for the page it happened on."""

from typing import Any


class Refused(Exception):
    sentence = "This cannot be done now."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class NotTheOwner(Refused):
    sentence = "Only the person whose plan it is can change it."


class PlanClosed(Refused):
    sentence = "This plan is put away. Take it up again to change it."


class AlreadyOpenPlan(Refused):
    sentence = "You have an open plan of this kind. Put that one away first."


class PositionNotAgreed(Refused):
    sentence = (
        "First record where you stand now, as you agreed it or with both views if you did not agree: "
        "objectives follow from that."
    )


class BadValue(Refused):
    """`faults` holds (field, sentence) for everything wrong at once."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(sentence for _, sentence in faults))
        self.faults = faults


class ChangedElsewhere(Refused):
    """Another page or device saved something else since this one was made; `stored` is what stands there now."""

    sentence = "Another page or device saved something else meanwhile. Nothing of either is lost: choose what to keep."

    def __init__(self, stored: Any) -> None:
        super().__init__()
        self.stored = stored


class EvidenceMissing(Refused):
    sentence = "Name at least one piece of evidence for the position that you agree."


class SecondViewMissing(Refused):
    sentence = "Record both views where you do not agree, and one where you do."


class NoSuchPosition(Refused):
    sentence = "The framework has no such position."


class CannotAsk(Refused):
    sentence = "Choose somebody who works in your organisation, other than yourself."


class ReasonMissing(Refused):
    sentence = "Explain why not: the person reads your reason."


class NextStepMissing(Refused):
    sentence = "Say what happens next, so that your yes becomes something."


class NotTheAsked(Refused):
    sentence = "Only the person who was asked can answer."


class AlreadyAnswered(Refused):
    sentence = "This has been answered, or was withdrawn."
