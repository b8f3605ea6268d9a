"""Why a write was refused. `str(error)` is a sentence for the page it happened on."""

from typing import Any


class Refused(Exception):
    sentence = "This cannot be done now."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class BadCycle(Refused):
    """`faults` holds (field, sentence) for everything wrong at once."""

    sentence = "The cycle cannot be kept like this."

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(sentence for _, sentence in faults))
        self.faults = faults


class AlreadyOpen(Refused):
    sentence = "The cycle is open. What raters were promised can only become stricter from now on."


class NotOpen(Refused):
    sentence = "The cycle is not open."


class MayOnlyRise(Refused):
    sentence = "Thresholds can only become stricter once a cycle is open: raters were promised them."


class BadDate(Refused):
    sentence = "Choose a date in the future."


class AlreadyTakingPart(Refused):
    sentence = "There is a round for this person in the cycle already."


class NotFromHere(Refused):
    sentence = "This person does not work in the organisation."


class NotTheSubject(Refused):
    sentence = "Only the person whom the feedback is about can do this."


class NotTheRater(Refused):
    sentence = "Only the person who was asked can answer."


class NotTheApprover(Refused):
    sentence = "Somebody else approves this choice of raters."


class NotTheFacilitator(Refused):
    sentence = "Only the facilitator of this round can do this."


class TooSoon(Refused):
    sentence = "You had a feedback round not long ago. Say why you want another one now."

    def __init__(self, earlier: Any = None) -> None:
        super().__init__()
        self.earlier = earlier


class OwnRoundsNotAllowed(Refused):
    sentence = "Your organisation runs feedback in cycles. Ask the coordinator for the next one."


class BadFacilitator(Refused):
    sentence = "Choose somebody else: this person cannot open this report with you."


class WrongState(Refused):
    sentence = "The round has moved on: this is not possible any more, or not yet."


class BadAnswer(Refused):
    sentence = "Choose one of the answers."


class CannotAsk(Refused):
    """`field` is where the fault shows: person, email, name or group."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


class AlreadyInvited(Refused):
    sentence = "This person has been invited. An invitation cannot be taken back; they can decline it."


class NobodyChosen(Refused):
    sentence = "Choose at least one person to ask."


class ReasonMissing(Refused):
    sentence = "Say what to change, so that the person can."


class NotOpenAnyMore(Refused):
    """`standing` is answered, declined, closed or expired."""

    def __init__(self, standing: str) -> None:
        super().__init__("This invitation is not open any more. Nothing was changed.")
        self.standing = standing


class ChangedElsewhere(Refused):
    sentence = "Another page saved answers since this one was opened."

    def __init__(self, draft: Any) -> None:
        super().__init__()
        self.draft = draft


class MovedMeanwhile(Refused):
    sentence = "You now answer in another group. Read what is shown to whom, then send your answers."


class NothingAnswered(Refused):
    sentence = "There is nothing to send yet. Answer at least one question."


class SelfRatingMissing(Refused):
    sentence = "The report waits until the person has placed themselves."


class TooManyFocuses(Refused):
    sentence = "Choose three at most, so that each gets attention."


class AlreadyThanked(Refused):
    sentence = "Your thank-you note was sent."


class AlreadyStarted(Refused):
    sentence = "A pulse for this round has been started."
