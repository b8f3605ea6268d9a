"""What people of the mentoring programme write. Invented, and short, as such texts are."""

from stepwell.mentoring.models import CodeOfConduct
from stepwell.mentoring.operations.programmes import CodePlan

SUMMARY = (
    "People of a university, a council and an NHS trust meet somebody who works quite differently and has time to listen. "
    "You bring what you want to learn; your mentor asks, and holds you to what you set out to do. It runs for a year, about "
    "an hour a month. Whoever works in one of the three organisations can join, in any job and at any grade."
)
CODES = [
    CodePlan(
        "What we agree to",
        "What is said between the two stays between them, within the limits that both read before they sign. The mentee leads. "
        "The mentor listens and asks, and neither judges nor decides. Either may end it, without a reason.",
    ),
    CodePlan(
        "NHS code of conduct for managers",
        "Whoever leads in the NHS puts patients first, is honest, answers for their own work, respects everybody, and works "
        "well with others. Members of other organisations keep to their own employer’s code as well.",
    ),
    CodePlan(
        "Global Code of Ethics (EMCC)",
        "Mentors keep to the code of ethics for coaches, mentors and supervisors, and to its rules on supervision.",
        "https://www.globalcodeofethics.org/",
        CodeOfConduct.Side.MENTORS,
    ),
]
# Of a mentor: kind, title, days since it began, days until it runs out (None: it does not).
RECORDS = [
    ("training", "Mentoring skills, two days", 400, None),
    ("qualification", "Certificate in coaching and mentoring", 700, 24),
    ("supervision", "Supervision in a group of four", 160, 205),
]
# Kind, minutes, what the mentor noted for themselves.
HOURS = [
    ("session", 60, "Asked more than I told, for once."),
    ("session", 75, "I offered an answer too early. Wait longer next time."),
    ("supervision", 90, "Talked about when to be quiet."),
    ("session", 60, ""),
    ("training", 180, "Afternoon on contracting."),
]
ABOUT = [
    "I ask more than I answer. I like a walk better than a meeting room.",
    "I came to this work late and by a winding road. I am most use to people who are not sure what comes next.",
    "I keep what I promise and will ask what became of what you promised yourself.",
    "I laugh easily, and I have got a good deal wrong. Both help.",
]
EXPERIENCE = [
    "Led two mergers of teams, one well and one badly.",
    "Twenty years on the front line, then budgets and boards.",
    "Built a service from nothing and handed it over when it was ready.",
    "Managed people far away for six years, and learned to write less and ring more.",
]
OFFERS = [
    "I have had to say no to people I depended on.",
    "I can read a set of accounts with you until it stops being frightening.",
    "I know how a room is won before the meeting.",
    "I have come back after something went wrong in public.",
]
BACKGROUNDS = [
    "Three years in this job, the first in which I lead others.",
    "I trained as something else, and have worked here since my children started school.",
    "I run the night desk and seldom meet anybody from outside my team.",
    "I was acting head for half a year and went back, gladly and not so gladly.",
]
HOPES = [
    "To speak in meetings of people who have known each other for years.",
    "To decide whether I want the next step or a different one.",
    "To hand things over and sleep all the same.",
    "To find out how others do this.",
]
PURPOSE = [
    "To get ready to lead the team when our head retires, and to find out whether I want to.",
    "To learn to disagree in good time, and without being sorry about it afterwards.",
    "To see how work like ours is run elsewhere, and bring two ideas back.",
]
GOALS = [
    "Chair the March meeting myself, and ask two people afterwards how it was.",
    "Say what I think before the decision, three times in a month.",
    "Hand the rota over for good, with nobody ringing me at home about it.",
    "Spend a day with a team outside my organisation and bring one idea back.",
    "Know by summer whether I want to apply, and be at peace with either answer.",
    "Read the budget report alone and ask one good question about it.",
]
