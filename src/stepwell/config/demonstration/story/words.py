"""The words of the year, as somebody on a ward might write them. All invented. {person} and {other} are the two."""

# On the framework of self-assessment and 360°: (example, situation), one for each part in turn.
EXAMPLES = [
    (
        "I asked the daughter what a good day used to look like for him, and put it on the board where we all see it.",
        "A long stay in bay 3, in the spring",
    ),
    (
        "I sat with a new starter after her first cardiac arrest and cancelled my own break. We wrote down what helped.",
        "A night shift in February",
    ),
    (
        "I counted for two weeks how long our observations were late, and by whom it was noticed.",
        "Before the meeting about escalation",
    ),
    (
        "I rang the district nurses before discharge instead of sending the letter, and one readmission did not happen.",
        "Discharges on Fridays",
    ),
    (
        "I told the team why we change the handover sheet before I showed it to them.",
        "The ward meeting in May",
    ),
    (
        "I asked the healthcare support workers to chair the huddle. They chose what to talk about.",
        "The morning huddle",
    ),
    (
        "I said that two charts were signed and not done, without asking whose they were. We put it right together.",
        "A Sunday late shift",
    ),
    (
        "I let a student lead the admission and stood one step behind.",
        "A quiet Tuesday on the unit",
    ),
    (
        "I took our figures to the outreach team and asked what they would do with them. They gave us a teaching slot.",
        "The deteriorating-patient group",
    ),
]

THANKS = (
    "Thank you for taking the time. I have read every word, and I have picked two things to work on: handing more "
    "over, and saying no sooner. I will ask you again in the summer."
)

# The first career conversation.
CAREER_ASKED = (
    "I would like half an hour that is not about the rota. I do not have a plan; that is what I want to talk about."
)
CAREER_PREPARED = [
    "I have been on the unit for four years and I like it. I notice that I get up early for the days when I teach.",
    "That people get better, or die well. And that nobody goes home feeling they did it alone.",
    "Staying calm, explaining, noticing when somebody goes quiet. My feedback says so too.",
    "Talking in rooms where I am the most junior. I go in with figures and come out having said nothing.",
]
CAREER_OFFERED = [
    "How you ran the bay on the night of the two arrests, and that you rang the student the day after.",
    "An hour a month, an introduction to the outreach team, and study time if we plan it before the summer.",
]
CAREER_RECORD = [
    "{person} came with one question: is there something between staying as I am and becoming a ward manager? We think "
    "there is, and that it has to do with deteriorating patients and with teaching.",
    "Strengths: calm, explains well, notices people. {other} would like the whole unit to have what bay 3 has.",
    "What is in the way: no time in the rota, and speaking up in large meetings. We plan the first, and practise the second.",
]
CAREER_NOTE = "I was afraid this would be about the manager's post. It was not. Say so earlier next time."
CAREER_OTHERS_NOTE = "Ask about the teaching hours when the summer rota is made, not after."
SHADOW = "Spend a shift with the critical care outreach team"
SHADOW_OUTCOME = "Went with them for a long day. Half of what they do is teaching, which I had not expected."
INTRODUCE = "Introduce {person} to the lead of the outreach team"

# The journal, by section in the framework's order: an answer to its first questions.
JOURNAL = [
    [
        "I swim before late shifts and sleep badly before early ones. When I stop swimming I get short with people.",
        "A patient who eats again. A student who asks the second question.",
    ],
    [
        "That I am steady. That I say little in big rooms. My sister would say I plan holidays like a drug round.",
        "Explaining, and keeping my head. I would like to be heard by people who do not know me yet.",
    ],
    [
        "That I ask before I tell, and that I keep too much for myself instead of handing it over.",
        "I think people come to me because I do not make them feel stupid.",
    ],
    [
        "Happiest: the year we opened the bay for frail patients and made the rules ourselves. Least: six months of moving "
        "from ward to ward, when nobody knew my name.",
        "In the good times somebody trusted us to find out for ourselves. In the bad ones I was filling a gap.",
    ],
    [
        "The patients and the teaching. What takes it away is finding the same late observations every week.",
        "Nights have become harder. I have told occupational health, and it is in hand.",
    ],
    [
        "To know one thing really well and to be asked about it. I do not want to run a ward, at least not now.",
        "Still with patients, and the person others ring about somebody who is going downhill.",
    ],
]
FREE_NOTES = [
    (
        "After the audit meeting",
        "I said it. The figures were on the screen, the consultant asked whose idea it was, and I said mine. My hands shook. "
        "Nobody saw.",
    ),
    (
        "A good night",
        "Three admissions in an hour and we laughed at four in the morning. Write this down for the days that are not like it.",
    ),
    (
        "",
        "Somebody thanked me today for a thing I did not remember doing. I must have been in a good mood in March.",
    ),
]
COACHED = [
    "I held people to the observations without making it about blame. That is the part I have shown most.",
    "At the handover on the Sunday with two agency nurses. They started to sign after they had done it.",
]

# The conversation about growth.
GROWTH_ASKED = "You said on the course that you do this with people you do not manage. Would you do it with me?"
GROWTH_PREPARED = ["Whether knowing one thing well is a career, or a way to avoid one."]
GROWTH_OTHER_PREPARED = [
    "Teaches without being asked to. Would gain from being seen outside the unit.",
    "The outreach lead, and the figures from the audit. I have asked, and may use both.",
]
GROWTH_VIEW = "I know the unit well and I am asked about it. Outside it nobody knows me."
GROWTH_OTHER_VIEW = "Two other wards copied the escalation sheet. That is more than knowing one unit well."
GROWTH_TOGETHER = "Others have begun to use what was worked out here. What is missing is the formal part: the course, the practice in teaching."
GROWTH_EVIDENCE = [
    "The feedback of last winter: explains, stays calm, hands too little over.",
    "One-to-ones since the spring: the audit, and what came of it.",
]
ADJUSTMENTS = "Meetings in the morning after a night shift do not work. Afternoons do."
FUTURE_WORDS = "The person on the unit, and then beyond it, whom others ring early about somebody who is getting worse."
ASPIRATIONS = "To stay with patients and become really good at one thing. Perhaps a role in outreach in some years."
REFLECTIONS = (
    "I came thinking that depth is what you choose when you do not dare. I left thinking it is simply what I like."
)
GROWTH_RECORD = [
    "We saw it differently at first: {person} one step lower. We looked at what each of us had, and agreed on the higher "
    "one, because others use what came from here.",
    "Not a manager's post, and that is a choice and no gap. We look again in half a year.",
]
GROWTH_OTHERS_NOTE = "Let the silence stand after the question about pride. That is where it came from."
GROWTH_ACTION = "Ask the practice educator whether I may watch two of her sessions"
GROWTH_OUTCOME = "She said yes, and then asked me to take the second one."
GROWTH_OTHERS_ACTION = "Send the dates of the regional network as soon as they are out"
OBJECTIVES = [
    ("Be the unit's link for deteriorating patients, with a day a month for it", "Take part in the regional network"),
    (
        "Teach in small groups outside the unit, twice by the summer",
        "Watch somebody who does it well, and ask them how",
    ),
    ("Finish the module on acute illness", ""),
]

# What followed.
PROGRESS = [
    "First session for six newly qualified nurses. I talked too much and they were kind about it.",
    "Second session. Asked them to bring a case. Forty minutes went by without my notes.",
]
ACHIEVED = "Two sessions held, and I have been asked to come back. I am no longer afraid of a room."
OPPORTUNITY = (
    "Six weeks with the critical care outreach team in the spring, three days a week, so that the unit is covered. I would "
    "bring back how they teach escalation."
)
OPPORTUNITY_ANSWER = (
    "Yes. I have spoken with the outreach lead: from the second week of April. We take the cover from the bank budget. Bring "
    "me the dates by the end of the month."
)
NEXT_STEP = "Agree the dates of the six weeks with the outreach lead"
PLAN_REVIEW = (
    "One thing achieved, one granted, one slower than I thought. The module can wait until after the six weeks."
)
FOCUS_MEASURE = "Somebody else leads the huddle three days a week, and I am not standing behind them."
FOCUS_STEP = "Ask the two senior support workers which part they would like"

# One-to-ones.
ONE_TO_ONES = [
    (
        ["Late observations at the weekend", "Who covers teaching in August"],
        "Weekend observations: the chart moves to the end of the bed for a month, then we count again.",
    ),
    (
        ["The count, four weeks on", "Study leave for the module"],
        "The count is down by a third. {person} shows it at the ward meeting. Study leave did not fit in: next time.",
    ),
]
ONE_TO_ONE_COMING = ["How much of the handover could the new starters lead?"]

ONE_TO_ONE_ACTION = "Show the count at the ward meeting"
ONE_TO_ONE_OTHERS_ACTION = "Put study leave for the module into the January rota"

# Feedback.
CEDAR_ASKED = "About the audit meeting last week, while we both remember it. It is good news, mostly."
CEDAR_REFLECTION = (
    "I think it went better than I feared. I had the figures ready and I said what they mean. I was too quick at the end, "
    "and I did not wait for questions. And I looked at you each time before I answered."
)
CEDAR_CONTEXT = "The audit meeting in the seminar room: twelve people, two consultants, ten minutes for our figures."
CEDAR_STRENGTHS = [
    "You said in your first sentence what you wanted from them.",
    "When you were asked about the one bad week, you did not explain it away.",
]
CEDAR_EXAMPLE = (
    "After the third slide the consultant asked whose idea the count was, and you said “mine”, and then named the two people "
    "who did it with you. The room went quiet, and then they asked how they could have it."
)
CEDAR_LEARNING = ["Stop after the request and wait. They were about to say yes when you went on."]
CEDAR_DISCUSSION = (
    "{person}: when it is quiet I think I have lost them.\n\n{other}: I think they were doing the sum. We try it once with "
    "three breaths, in a room that matters less."
)
CEDAR_ACTION = "Show the figures at the ward meeting, ask for one thing, and wait for three breaths"
CEDAR_OUTCOME = "It took two breaths."

# What comes.
NEXT_ASKED = "A year since the first one. I would like to look at what it became, and what April could lead to."
NEXT_PREPARED = [
    "After the six weeks: is there a post like this, or do we make one?",
    "That I am still with patients on most days.",
]
