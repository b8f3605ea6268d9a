"""Why a write was refused. `str(error)` is a sentence for the page it happened on."""

from typing import Any


class Refused(Exception):
    sentence = "This cannot be done now."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class NotOneOfTheTwo(Refused):
    sentence = "Only the two people of a conversation can do this."


class NotThePerson(Refused):
    sentence = "Only the person whose conversation it is can do this."


class NotYours(Refused):
    sentence = "Only the person whose action it is can do this."


class WrongState(Refused):
    sentence = "The conversation has moved on: this is not possible any more, or not yet."


class BadPair(Refused):
    sentence = "Choose somebody else: a conversation is between two people."


class AlreadyProposed(Refused):
    sentence = "You two have such a conversation waiting already."


class BadTime(Refused):
    sentence = "Choose a day and time in the future."


class BadDate(Refused):
    sentence = "Choose a day in the future."


class TooLong(Refused):
    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"This has {length:,} characters; there is room for {most:,}. Shorten it, then save again.")


class ChangedElsewhere(Refused):
    """Another page or device saved since this one read; `current` is what is stored."""

    sentence = "You changed this on another page as well. Choose which to keep."

    def __init__(self, current: Any) -> None:
        super().__init__()
        self.current = current


class SameParagraph(Refused):
    """Both wrote in one paragraph, so that no merge can tell what is meant; `current` is our record as it stands."""

    sentence = "You both changed the same paragraph. Choose what it should say."

    def __init__(self, current: Any) -> None:
        super().__init__()
        self.current = current


class ActionsMissing(Refused):
    sentence = "Add what one of you will do, or say that there is nothing to do for now."


class ReviewMissing(Refused):
    sentence = "Choose a day to look again, or say why there is none."


class NotOpenYet(Refused):
    sentence = "This opens when what comes before it has been given."


class AdjustmentsMissing(Refused):
    sentence = "Ask first whether reasonable adjustments are needed, and note the answer. “Prefers not to say” is one."


class NotAllowedOrally(Refused):
    sentence = "This is given in writing."


class BadAnswer(Refused):
    """`faults` holds (field, sentence) for everything wrong at once."""

    sentence = "Look at what is marked, then save again."

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(sentence for _, sentence in faults))
        self.faults = faults


class UnknownRole(Refused):
    sentence = "Choose from the roles on the page."


class AlreadyAsked(Refused):
    sentence = "You have asked already, and they have not answered yet."


class AlreadyAnswered(Refused):
    sentence = "This request was answered or taken back."
