"""What others wrote. All invented."""

ASKED_BY_MANAGER = (
    "We said we would find time for this when the results are out. No agenda from my side: yours comes first."
)
ASKED_A_COACH = "I would like to think aloud with somebody who does not decide anything about me."
COACHED_RECORD = (
    "Two directions, and no hurry: more with students, or more with how things work. I noticed that I talk faster about the "
    "second. I ask two people who do it what their Tuesdays look like."
)
COACHED_ACTION = "Ask two people in systems work what an ordinary Tuesday is like"
ON_FRAMEWORK_PREPARED = [
    "The week we changed the form: I asked the people at the desk first, and they found what we had missed.",
    "Less sure about saying no upwards. I would like to talk about that.",
]
POINT = "Who answers the inbox when two of us are away"
ONE_TO_ONE = "The inbox has a rota from Monday. Holidays for the summer are in the calendar. Nothing else urgent."
NOTES = [
    (
        "The long phone call",
        "She was angry for ten minutes and then she cried. I did not fill the pause. It helped that I had eaten.",
    ),
    ("", "Why do I say “just” so often? “I just wanted to ask.” I wanted to ask."),
]
VALUE = "I told the new colleague which of our rules are rules and which are habits. She laughed, and then changed one."
WANTS_TO_READ = (
    "I am putting together the case for a post that you may want to apply for. What you noted about systems work would help "
    "me to describe it. If you would rather not, that is fine."
)
APPRAISAL = (
    "A steady year with one hard month in it. The part about the next step we keep for a conversation of its own."
)
APPRAISAL_ACTION = "Find out when the next round of the leadership course begins"
FEEDBACK_ASKED = "About Tuesday’s family meeting. How did you see it? Then I tell you what I saw."
REVIEWED = (
    {
        "what": "The waiting list went from eleven weeks to six, and has stayed there since August.",
        "how": "I asked the people who book first. Two of their three ideas were better than mine, and I said so in the meeting.",
    },
    {
        "what": "Six weeks, and it holds. The report to the board came late; we both know why.",
        "how": "You let others shine, and you took the awkward call to the families yourself.",
    },
)
REVIEW_RECORD = "We see it alike, but for the report: next time it is said in May that it will be June."
REVIEW_ACTION = "Put the day of the board’s report into both our diaries for the year"
TWO_VIEWS = (
    "I already hold things together for three teams. That I do it without the title does not make it less.",
    "You are everywhere, and liked. I have not yet seen you decide something that others did not want.",
)
DRAFTED = "Lead one decision that crosses teams, from beginning to end"
