"""Why a write was refused. `str(error)` is a sentence for the page it happened on."""

from stepwell.domain.mentoring import Fault


class Refused(Exception):
    sentence = "This cannot be done now."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class Faulty(Refused):
    """`faults` holds everything wrong at once, each with its field."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults


class NotOpen(Refused):
    sentence = "The programme is not open."


class AlreadyOpen(Refused):
    sentence = "The programme is open. People joined on these terms, so this cannot change any more."


class IntakeClosed(Refused):
    sentence = "Nobody can join today. The programme’s page says when the next intake is."


class NotFromHere(Refused):
    sentence = "Your organisation does not take part in this programme."


class AlreadyThere(Refused):
    sentence = "This organisation has been asked already."


class NotYours(Refused):
    sentence = "This belongs to somebody else."


class WrongState(Refused):
    sentence = "This has moved on: it is not possible any more, or not yet."


class ChangedElsewhere(Refused):
    sentence = "Another page saved something else since this one was opened. What you typed is still here."


class NotReady(Faulty):
    """What is missing before an application can be sent, or a mentor can join."""


class CodesUnread(Refused):
    sentence = "Read the codes of conduct and say that you keep to them."


class RunGoesOn(Refused):
    sentence = "A run is being worked out. Wait for it, then start another."


class PublishedMeanwhile(Refused):
    sentence = "Another coordinator published these pairings a moment ago. Nothing was published twice."


class NothingToPublish(Refused):
    sentence = "There is no pairing here that you could publish."


class OldRun(Refused):
    sentence = "There is a newer run. Review that one."


class TooLate(Refused):
    sentence = "The last day to answer has gone by."


class AgreementUnsigned(Refused):
    sentence = "Sign the agreement first, both of you: the second session waits for it."
