"""Examples as people give them: what they did, and where it was. Invented, and short, as such notes are."""

EXAMPLES = [
    (
        "I asked the two people who had said least what they would change, and we used one of their ideas.",
        "The planning meeting for clearing, in July",
    ),
    (
        "I wrote the options on one page with what each would cost us, and we decided in twenty minutes.",
        "When the rota had to change at short notice",
    ),
    (
        "I told the project board that we would miss the date, two months before, and what I proposed instead.",
        "The move to the new records system",
    ),
    (
        "I sat with a new colleague through her first difficult call and we talked it over afterwards.",
        "Her second week on the desk",
    ),
    (
        "I stopped and asked why the same complaint came back, and found the letter that caused it.",
        "Complaints about parking charges",
    ),
    (
        "I went to the other team’s office rather than sending another e-mail, and we agreed a single form.",
        "Discharge paperwork between two wards",
    ),
    ("I said what I had got wrong first, and then others did too.", "The review after the winter peak"),
    (
        "I gave the presentation to a colleague who wanted the practice, and rehearsed with her.",
        "The all-staff briefing in March",
    ),
    (
        "I checked the figures against the local data before repeating what we had always said.",
        "The bid for the family hub",
    ),
    ("I took a walk before answering, and then rang instead of writing.", "An angry message from a supplier"),
    (
        "I set out what good would look like by Friday and asked him how he wanted to get there.",
        "A backlog that had grown for weeks",
    ),
    (
        "I brought in somebody from finance at the start, so the plan held when it reached them.",
        "The business case for evening opening",
    ),
    (
        "I asked a patient’s daughter to come and tell us what the last month had been like.",
        "The handover redesign on the ward",
    ),
    ("I named the joke as not all right, calmly, and spoke with the person alone afterwards.", "Our team room"),
    ("I explained the reason for the change in terms of what students would notice.", "The new appointment system"),
    (
        "I kept the weekly note going with what went well, and people started to send me things for it.",
        "The months after the merger",
    ),
    (
        "I shadowed the night shift to see what our instructions look like at three in the morning.",
        "The medicines round",
    ),
    (
        "I asked for the decision to wait a day until the people affected had been heard.",
        "Closing the satellite office",
    ),
]

REFLECTIONS = [
    "I noticed it most when things were rushed. I would like to do it on ordinary days too.",
    "It comes easily with people I know. With senior people I hold back.",
    "I could use it more in meetings that I do not chair.",
    "A first step would be to ask for it by name at the start of the project.",
    "It helped when the plan changed: people trusted that I would say why.",
]

REASONS = [
    "This role leads work across three departments, so more is asked here than of the grade as a whole.",
    "The post is mostly specialist work with little need for this yet; we look again in the spring.",
    "The team is new and the role carries its building up.",
]

# What raters write: to keep doing, and to do more of or differently.
KEEP_DOING = [
    "Asks what we think before deciding, and says afterwards what became of it.",
    "Stays calm when the queue is long, and so do the rest of us.",
    "Explains why, not only what. I always know what a piece of work is for.",
    "Rings back on the day they said they would.",
    "Makes room in meetings for whoever has said least.",
]
DO_MORE = [
    "Say no sooner. We would rather plan around it than hear it late.",
    "Come to our team meeting now and then: we see too little of each other.",
    "Hand over more. There are people here who would like to try.",
    "Tell us when something went well, not only when it did not.",
]
