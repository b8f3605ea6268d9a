"""Why a write was refused; `str(error)` is a sentence for the page."""

from ..refusals import Refused


class NoFramework(Refused):
    sentence = "No framework with directions of growth is in use here."


class NoSuchCell(Refused):
    sentence = "Choose a direction and a step."


class ViewsMissing(Refused):
    sentence = "Both of you say first where you see it. Then you read each other’s view and settle it."


class EvidenceMissing(Refused):
    sentence = "Name at least one thing that supports it."


class NothingOffered(Refused):
    sentence = "What was put to you has been taken back, or changed. Look at it again."


class StagesMissing(Refused):
    sentence = "Talk about the stages before this one first, and mark them as held."


class NotSettledYet(Refused):
    sentence = "Settle first where things stand now: agreed, or both views kept. The plan follows from it."


class AlreadyInPlan(Refused):
    sentence = "This is in the plan already. Change it there."


class NotTheirs(Refused):
    sentence = "Only the person whose conversation it is puts it into their plan."


class NothingToPlan(Refused):
    sentence = "There is nothing to put into the plan yet: say where you want to be, or add an objective."


class TooMany(Refused):
    sentence = "There is no room for more: take one out first."
