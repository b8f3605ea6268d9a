"""The tables of mentoring, from programme to relationship."""

from .matching import MatchingRun, PairRule, ProposedPairing, RunPublication
from .participants import (
    MenteeRequest,
    MentorEnrolment,
    MentorHour,
    MentorOffer,
    MentorPause,
    MentorProfile,
    MentorRecord,
)
from .programmes import (
    Acknowledgement,
    CodeOfConduct,
    MatchingQuota,
    MentoringProgramme,
    ProgrammeOrganisation,
    ProgrammeReport,
)
from .relationships import (
    CheckIn,
    MentoringAgreement,
    MentoringGoal,
    MentoringRelationship,
    MentoringSession,
    RelationshipPause,
)

__all__ = [
    "Acknowledgement",
    "CheckIn",
    "CodeOfConduct",
    "MatchingQuota",
    "MatchingRun",
    "MenteeRequest",
    "MentorEnrolment",
    "MentorHour",
    "MentorOffer",
    "MentorPause",
    "MentorProfile",
    "MentorRecord",
    "MentoringAgreement",
    "MentoringGoal",
    "MentoringProgramme",
    "MentoringRelationship",
    "MentoringSession",
    "PairRule",
    "ProgrammeOrganisation",
    "ProgrammeReport",
    "ProposedPairing",
    "RelationshipPause",
    "RunPublication",
]
