"""The one policy: which roles hold which permission, in words a non-programmer can check.

A role is a fact about a person and a thing ("it is theirs", "they are the line manager today") and is worked out in
each capability's access.py; what the role allows is decided here and nowhere else. No role in this table lets anybody
read what a person wrote, except the person and whoever that person shared it with.
"""

from dataclasses import dataclass
from enum import StrEnum

from .permissions import Permission as P


class Role(StrEnum):
    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    OWNER = "owner"
    SHARED_WITH = "shared_with"
    LINE_MANAGER = "line_manager"
    APPROVER = "approver"
    FACILITATOR = "facilitator"
    RATER = "rater"
    MENTEE = "mentee"
    MENTOR = "mentor"
    PARTICIPANT = "participant"
    ASKED = "asked"
    CALENDAR_ADDRESS = "calendar_address"
    FRAMEWORK_OWNER = "framework_owner"
    COORDINATOR = "coordinator"
    PEOPLE_ADMINISTRATOR = "people_administrator"
    DATA_PROTECTION_OFFICER = "data_protection_officer"


# How a person comes to hold each role, in the organisation's own terms.
HELD_BECAUSE = {
    Role.ANYONE: "Whoever opens the address, signed in or not.",
    Role.SIGNED_IN: "Has an account here and is signed in.",
    Role.OWNER: "The thing is about them and belongs to them.",
    Role.SHARED_WITH: "The owner shared this one thing with them, and has not withdrawn it.",
    Role.LINE_MANAGER: "Is named as manager in the person's current appointment.",
    Role.APPROVER: "Agrees whom the person asks for feedback, where the cycle says so: the line manager or the coordinator.",
    Role.FACILITATOR: "Named for one feedback round, to open its report with the person.",
    Role.RATER: "Holds the link that was mailed to them for one feedback round, or is signed in as the person asked; needs no account.",
    Role.MENTEE: "Was offered a pairing as the one who is mentored, or is in the relationship that came of it.",
    Role.MENTOR: "Was offered a pairing as the mentor, or is in the relationship that came of it.",
    Role.PARTICIPANT: "One of the two people in a conversation; whoever leaves the organisation only if the person lets them.",
    Role.ASKED: "The person asked them for this one thing: an opportunity, and no more of the plan.",
    Role.CALENDAR_ADDRESS: "Holds the secret address of one person’s calendar, as the program does in which they read it; needs no account.",
    Role.FRAMEWORK_OWNER: "Looks after frameworks and their wording for the organisation (often OD or HR).",
    Role.COORDINATOR: "Runs feedback cycles and programmes for the organisation; sees dates and numbers, never content.",
    Role.PEOPLE_ADMINISTRATOR: "Keeps people, units and appointments up to date (often HR systems or IT).",
    Role.DATA_PROTECTION_OFFICER: "Checks that personal data is handled as promised; reads the audit trail, never content.",
}


@dataclass(frozen=True)
class Rule:
    roles: frozenset[Role]
    sentence: str


def rule(sentence: str, *roles: Role) -> Rule:
    return Rule(frozenset(roles), sentence)


R = Role
POLICY: dict[P, Rule] = {
    P.SIGN_IN: rule("Anyone may reach the sign-in pages.", R.ANYONE),
    P.PUBLIC_PAGE: rule("Anyone may read what Stepwell is, its accessibility and its privacy pages.", R.ANYONE),
    P.HOME: rule("Everyone signed in has a home page of their own.", R.SIGNED_IN),
    P.PROGRESS_OWN: rule("Everyone signed in sees their own way over time, and nobody else’s.", R.SIGNED_IN),
    P.CALENDAR_OWN: rule(
        "Everyone signed in may make a secret calendar address of their own, and end it.", R.SIGNED_IN
    ),
    P.CALENDAR_FETCH: rule(
        "Whoever holds the address reads days, times and neutral titles; never a name or a word.", R.CALENDAR_ADDRESS
    ),
    P.OWN_ACCOUNT: rule("Everyone signed in manages their own sign-in and their own details.", R.SIGNED_IN),
    P.FRAMEWORK_READ: rule("Everyone signed in may read every framework, question and card.", R.SIGNED_IN),
    P.GRADES_READ: rule("Everyone signed in may read and compare grade profiles.", R.SIGNED_IN),
    P.OWN_CAREER: rule("Everyone signed in sees their own appointments and what is expected of them.", R.SIGNED_IN),
    P.ASSESSMENT_START: rule("Everyone signed in may assess themselves on any framework.", R.SIGNED_IN),
    P.OWN_SHARES: rule("Everyone signed in sees what they share and with whom.", R.SIGNED_IN),
    P.SHARED_WITH_ME: rule("Everyone signed in sees what others share with them.", R.SIGNED_IN),
    P.ASSESSMENT_ANSWER: rule("Only the person answers their self-assessment.", R.OWNER),
    P.REPORT_READ_OWN: rule("The person reads their own report.", R.OWNER),
    P.ASSESSMENT_SHARE: rule("Only the person shares their report.", R.OWNER),
    P.SHARE_WITHDRAW: rule("Only the person who shared something withdraws it.", R.OWNER),
    P.SHARE_KEEP: rule("Only the person who shared something lets a former line manager go on reading it.", R.OWNER),
    P.REPORT_READ_SHARED: rule(
        "Whoever the person chose reads the report, until it is withdrawn or ends.", R.SHARED_WITH
    ),
    P.JOURNAL_OWN: rule("Everyone signed in has a journal of their own.", R.SIGNED_IN),
    P.JOURNAL_ENTRY: rule("Only the person reads, writes and deletes what is in their journal.", R.OWNER),
    P.JOURNAL_SHARE: rule("Only the person shows a page of their journal to somebody.", R.OWNER),
    P.JOURNAL_READ_SHARED: rule(
        "Whoever the person chose reads that page as it was shown, until it is withdrawn or ends.", R.SHARED_WITH
    ),
    P.FEEDBACK_OWN: rule(
        "Everyone signed in sees their own feedback rounds and what waits for them in other people's.", R.SIGNED_IN
    ),
    P.FEEDBACK_START: rule(
        "Everyone signed in may ask for feedback on themselves, where their organisation allows it.", R.SIGNED_IN
    ),
    P.FEEDBACK_ROUND: rule(
        "Only the person consents, chooses raters, rates themselves and says when the report opens.", R.OWNER
    ),
    P.FEEDBACK_REPORT_READ: rule("Only the person reads their feedback report, once it is released.", R.OWNER),
    P.FEEDBACK_APPROVE: rule("The approver agrees to the choice of raters or returns it with a reason.", R.APPROVER),
    P.FEEDBACK_FACILITATE: rule(
        "The facilitator reads what the person will see, earlier, and releases it; never a single answer.",
        R.FACILITATOR,
    ),
    P.FEEDBACK_ANSWER: rule(
        "Whoever holds the mailed link, or is signed in as the person asked, answers, declines or stops reminders.",
        R.RATER,
    ),
    P.FEEDBACK_CYCLES: rule("Coordinators see and prepare their organisation's feedback cycles.", R.COORDINATOR),
    P.FEEDBACK_CYCLE_RUN: rule(
        "Coordinators open, change and close a cycle; they see dates and numbers, never content.", R.COORDINATOR
    ),
    P.CONVERSATIONS_OWN: rule(
        "Everyone signed in sees their own conversations and what they promised, and may propose a conversation.",
        R.SIGNED_IN,
    ),
    P.CONVERSATION_TAKE_PART: rule(
        "The two people of a conversation prepare it, hold it and read its record; nobody else, whatever they manage.",
        R.PARTICIPANT,
    ),
    P.CONVERSATION_DECIDE: rule(
        "Only the person whose conversation it is decides who else may read its record, and who keeps it.", R.OWNER
    ),
    P.CONVERSATION_READ_SHARED: rule(
        "Whoever the person chose reads the record or the actions, until it is withdrawn or ends.", R.SHARED_WITH
    ),
    P.REVIEWS_OVERDUE: rule(
        "People administrators see how many people’s reviews are overdue, as counts of ten people or more; never whose.",
        R.PEOPLE_ADMINISTRATOR,
    ),
    P.PLAN_OWN: rule("Everyone signed in may keep a plan of their own, and take it wherever they work.", R.SIGNED_IN),
    P.PLAN_READ: rule("Only the person reads their plan, and takes it away as a file.", R.OWNER),
    P.PLAN_CHANGE: rule("Only the person changes their plan and the objectives in it.", R.OWNER),
    P.PLAN_SHARE: rule("Only the person shares their plan, or some of it.", R.OWNER),
    P.PLAN_READ_SHARED: rule(
        "Whoever the person chose reads what they shared of the plan, until it is withdrawn or ends.", R.SHARED_WITH
    ),
    P.OPPORTUNITIES: rule(
        "Everyone signed in may ask their line manager or a colleague for an opportunity, and sees what waits for their answer.",
        R.SIGNED_IN,
    ),
    P.OPPORTUNITY_READ: rule(
        "Who asked for an opportunity and who was asked read the request and the answer.", R.OWNER, R.ASKED
    ),
    P.OPPORTUNITY_ANSWER: rule("Only who was asked says yes, or explains why not.", R.ASKED),
    P.OPPORTUNITY_WITHDRAW: rule("Only who asked takes a request back.", R.OWNER),
    P.MENTORING_OWN: rule(
        "Everyone signed in sees their own mentoring: what they asked for, what they offer, their log.", R.SIGNED_IN
    ),
    P.MENTORING_JOIN: rule(
        "Everyone who works in an organisation that takes part may ask for a mentor or offer to be one.", R.SIGNED_IN
    ),
    P.MENTORING_REQUEST: rule("Only the person reads and changes their application for a mentor.", R.OWNER),
    P.MENTORING_ENROLMENT: rule("Only the mentor takes themselves out of a programme.", R.OWNER),
    P.MENTORING_ANSWER: rule("Only the two of a pairing read it and answer it.", R.MENTEE, R.MENTOR),
    P.MENTORING_RELATIONSHIP: rule(
        "Only the two in a mentoring relationship read their agreement, meet, pause and end it.", R.MENTEE, R.MENTOR
    ),
    P.MENTORING_QUESTION: rule("Only whoever was asked answers a question, and reads the answer again.", R.OWNER),
    P.MENTORING_PROGRAMMES: rule(
        "Coordinators see the mentoring programmes of their organisation, and prepare new ones.", R.COORDINATOR
    ),
    P.MENTORING_HOST: rule(
        "Coordinators of the organisation that hosts a programme change, open and close it.", R.COORDINATOR
    ),
    P.MENTORING_PART: rule(
        "Coordinators see who of their own organisation takes part, states and dates; never an answer, never another "
        "organisation’s numbers.",
        R.COORDINATOR,
    ),
    P.MENTORING_MATCH: rule(
        "Coordinators start a run, look at the pairs in which somebody of their own is, and publish those of their own "
        "mentees; never what anybody wants, or avoids.",
        R.COORDINATOR,
    ),
    P.TEAM_READ: rule("Everyone signed in sees who reports to them; for most that is nobody.", R.SIGNED_IN),
    P.EXPECTATION_SET: rule("The line manager sets the level expected of a role that reports to them.", R.LINE_MANAGER),
    P.EXPECTATION_READ: rule(
        "The person and their line manager read the level expected of the role.", R.OWNER, R.LINE_MANAGER
    ),
    P.JOB_PROFILE_UPDATE: rule(
        "The person and their line manager say where the job profile is, and that it needs updating.",
        R.OWNER,
        R.LINE_MANAGER,
    ),
    P.PEOPLE_READ: rule(
        "People administrators see who works here: jobs and reporting lines only.", R.PEOPLE_ADMINISTRATOR
    ),
    P.STAFF_IMPORT: rule("People administrators bring the staff list up to date.", R.PEOPLE_ADMINISTRATOR),
    P.ROLES_GRANT: rule(
        "People administrators say who holds which duty; each change is in the audit trail.", R.PEOPLE_ADMINISTRATOR
    ),
    P.FRAMEWORK_PUBLISH: rule(
        "Framework owners publish versions and wording for their organisation.", R.FRAMEWORK_OWNER
    ),
    P.AUDIT_READ: rule(
        "Data protection officers read who did what and when; no content is in it.", R.DATA_PROTECTION_OFFICER
    ),
}


def allows(permission: P, roles: frozenset[Role]) -> bool:
    return bool(POLICY[permission].roles & roles)
