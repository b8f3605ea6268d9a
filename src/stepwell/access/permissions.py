"""Everything that somebody may be allowed to do, by name. Who may is in roles.py."""

from enum import StrEnum


class Permission(StrEnum):
    # anybody
    SIGN_IN = "sign_in"
    PUBLIC_PAGE = "public_page"
    # anybody who is signed in
    HOME = "home"
    PROGRESS_OWN = "progress_own"
    CALENDAR_OWN = "calendar_own"
    CALENDAR_FETCH = "calendar_fetch"
    OWN_ACCOUNT = "own_account"
    FRAMEWORK_READ = "framework_read"
    GRADES_READ = "grades_read"
    OWN_CAREER = "own_career"
    ASSESSMENT_START = "assessment_start"
    OWN_SHARES = "own_shares"
    SHARED_WITH_ME = "shared_with_me"
    # the person it belongs to
    ASSESSMENT_ANSWER = "assessment_answer"
    REPORT_READ_OWN = "report_read_own"
    ASSESSMENT_SHARE = "assessment_share"
    SHARE_WITHDRAW = "share_withdraw"
    SHARE_KEEP = "share_keep"
    # somebody the person chose
    REPORT_READ_SHARED = "report_read_shared"
    # journal: whoever is signed in, the person it belongs to, somebody they chose
    JOURNAL_OWN = "journal_own"
    JOURNAL_ENTRY = "journal_entry"
    JOURNAL_SHARE = "journal_share"
    JOURNAL_READ_SHARED = "journal_read_shared"
    # feedback: whoever is signed in, the subject, and those they chose
    FEEDBACK_OWN = "feedback_own"
    FEEDBACK_START = "feedback_start"
    FEEDBACK_ROUND = "feedback_round"
    FEEDBACK_REPORT_READ = "feedback_report_read"
    FEEDBACK_APPROVE = "feedback_approve"
    FEEDBACK_FACILITATE = "feedback_facilitate"
    FEEDBACK_ANSWER = "feedback_answer"
    FEEDBACK_CYCLES = "feedback_cycles"
    FEEDBACK_CYCLE_RUN = "feedback_cycle_run"
    # conversations: whoever is signed in, and the two of one
    CONVERSATIONS_OWN = "conversations_own"
    CONVERSATION_TAKE_PART = "conversation_take_part"
    CONVERSATION_DECIDE = "conversation_decide"
    CONVERSATION_READ_SHARED = "conversation_read_shared"
    REVIEWS_OVERDUE = "reviews_overdue"
    # plans: whoever is signed in, the owner, whom they share with, and whom they ask
    PLAN_OWN = "plan_own"
    PLAN_READ = "plan_read"
    PLAN_CHANGE = "plan_change"
    PLAN_SHARE = "plan_share"
    PLAN_READ_SHARED = "plan_read_shared"
    OPPORTUNITIES = "opportunities"
    OPPORTUNITY_READ = "opportunity_read"
    OPPORTUNITY_ANSWER = "opportunity_answer"
    OPPORTUNITY_WITHDRAW = "opportunity_withdraw"
    # mentoring: whoever is signed in, the two of a pairing, and coordinators
    MENTORING_OWN = "mentoring_own"
    MENTORING_JOIN = "mentoring_join"
    MENTORING_REQUEST = "mentoring_request"
    MENTORING_ENROLMENT = "mentoring_enrolment"
    MENTORING_ANSWER = "mentoring_answer"
    MENTORING_RELATIONSHIP = "mentoring_relationship"
    MENTORING_QUESTION = "mentoring_question"
    MENTORING_PROGRAMMES = "mentoring_programmes"
    MENTORING_HOST = "mentoring_host"
    MENTORING_PART = "mentoring_part"
    MENTORING_MATCH = "mentoring_match"
    # line managers
    TEAM_READ = "team_read"
    EXPECTATION_SET = "expectation_set"
    EXPECTATION_READ = "expectation_read"
    JOB_PROFILE_UPDATE = "job_profile_update"
    # duties in an organisation
    PEOPLE_READ = "people_read"
    STAFF_IMPORT = "staff_import"
    ROLES_GRANT = "roles_grant"
    FRAMEWORK_PUBLISH = "framework_publish"
    AUDIT_READ = "audit_read"
