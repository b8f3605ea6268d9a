"""What in a comment may tell who wrote it, or help its reader little: hints for the writer, before anything is sent.

Pure pattern matching on the text alone, in English. It calls nobody, keeps nothing and never blocks: the writer decides.
It finds what is usual, not everything, and sometimes something harmless; so each hint is worded as advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["name", "date", "event", "first_person", "label", "no_example"]

ADVICE: dict[Kind, str] = {
    "name": "A name can tell who wrote this. Say “a colleague” or “a student” instead.",
    "date": "A date can tell who wrote this. Say when it happens in general: “in busy weeks”, “at the start of a project”.",
    "event": "Something that happened once is known to those who were there. Say what they usually do, or leave out what only you can know.",
    "first_person": "Words such as “I” and “my” point to you. Write about what they do: “They explain …” for “They explained to me …”.",
    "label": "This says what somebody is. Say what they did and what came of it: that can be changed, or done again.",
    "no_example": "An example would help: what did they do, in which kind of situation, and what came of it?",
}
SHOWN_AT_MOST = 5
SHORT_NAME = 3  # a part of a known name with fewer letters is too often a word

MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
DATES = re.compile(
    rf"""\b(?:
      \d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})? | (?:19|20)\d\d-\d\d-\d\d |
      \d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})(?:\s+\d{{4}})? |
      (?:{MONTHS})\s+\d{{1,4}}(?:st|nd|rd|th)?\b |
      (?:in|since|until|by|of|during|before|after|early|late|last|this|next)\s+(?:{MONTHS})\b |
      (?:january|february|april|june|july|august|september|october|november|december|{DAYS})s?\b |
      (?:19|20)\d\d\b |
      (?:yesterday|last\s+(?:week|month|year|term|spring|summer|autumn|winter|christmas|easter)|
         this\s+(?:morning|week|month|term|spring|summer|autumn|winter)|the\s+other\s+day)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
EVENTS = re.compile(
    r"""\b(?:
      (?:remember|recall)\s+(?:when|the\s+time|how) | the\s+(?:only|one|first|last)\s+time | that\s+time\s+(?:when|you|they|she|he|we|i)\b |
      the\s+(?:day|time|moment|week|month|year)\s+(?:when|that|you|they|she|he|we|i)\b | (?:the|that|this)\s+(?:incident|accident|argument|away[\s-]day) |
      that\s+(?:meeting|day|e-?mail|email|call|time|presentation|project|decision|evening|morning|afternoon) |
      (?:my|our)\s+(?:appraisal|one[\s-]to[\s-]one|1[:\s-]1|interview|induction|probation|return|leave|sickness|illness|pregnancy|
        complaint|grievance|promotion|application|resignation|redundancy|wedding|funeral|bereavement|first\s+(?:day|week|month)) |
      (?:maternity|paternity|parental|sick|compassionate)\s+leave | when\s+(?:you|they|she|he)\s+(?:told|asked|hired|promoted|interviewed)\s+me
    )""",
    re.IGNORECASE | re.VERBOSE,
)
FIRST_PERSON = re.compile(r"\b(?:I|i|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|us|[Oo]ur|[Oo]urs|[Oo]urselves)\b(?!\.\w)")
# The first words are labels wherever they stand; the others only where they are said of somebody ("is difficult").
LABELS = re.compile(
    r"""\b(?:
      lazy|arrogant|selfish|stupid|genius|useless|hopeless|incompetent|charismatic|bossy|bully|control\s+freak|micro-?manager|
      moody|over-?emotional|over-?sensitive|introvert(?:ed)?|extro?vert(?:ed)?|abrasive|narcissist(?:ic)?|perfectionist|pushover|
      natural(?:-born)?\s+leader|born\s+leader|rock\s?star|team\s+player|people\s+person|unprofessional|immature|
      (?:great|good|bad|poor|nice|lovely|amazing|wonderful|difficult)\s+(?:guy|person|leader|manager|boss|colleague)|
      (?:is|are|was|were|be|being|been|seems?|appears?|can\s+come\s+across\s+as|comes?\s+across\s+as|simply|just|such|too)\s+
        (?:(?:a|an|the|very|so|too|quite|really|rather|always|never|often|sometimes|somewhat|extremely|incredibly|bit|not|such|
           simply|just|also|generally)\s+){0,3}
        (?:clever|intelligent|brilliant|awful|terrible|horrible|weak|strong|strong-willed|nice|lovely|kind|friendly|unfriendly|charming|
           controlling|emotional|sensitive|cold|warm|aloof|distant|shy|timid|quiet|loud|aggressive|stubborn|rigid|naive|negative|positive|
           toxic|difficult|impossible|amazing|fantastic|wonderful|great|excellent|star|legend|professional|ambitious|careless|
           dishonest|honest|insecure|boring|crazy|mad|defensive|insensitive|passionate|inspiring|inspirational)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
EXAMPLES = re.compile(
    r"""\b(?:
      for\s+(?:example|instance)|e\.g\.|eg|such\s+as|once|when(?:ever)?|while|during|after|before|by\s+\w+ing|
      in\s+(?:a|the|our|team|one)?\s*\w*\s*(?:meetings?|projects?|reviews?|calls?|lectures?|clinics?)|as\s+with|like\s+when|last\s+\w+|
      \w{3,}ed|gave|told|took|made|wrote|spoke|led|brought|kept|ran|said|stood|found|held|came|went|set|let|put|met|saw|heard|sent|
      built|chose|taught|thought|understood|shared
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")
TITLE = re.compile(r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Mx|Sir|Dame|Lord|Lady)\.?\s+([^\W\d_][\w’'-]*)")
# Capitalised in the middle of a sentence, and no name of anybody.
NO_NAMES = frozenset(
    f"""{MONTHS} {DAYS} i english welsh british french german european excel word teams zoom outlook powerpoint internet
    covid christmas easter dr prof professor mr mrs ms miss mx sir dame lord lady university council trust school faculty department college hospital board senate
    """.replace("|", " ").split()
)


@dataclass(frozen=True)
class Hint:
    """`found` holds the words it is about, as they were written; none where something is missing."""

    kind: Kind
    found: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        return ADVICE[self.kind]


def hints_on(text: str, *, people: Iterable[str] = (), about: str = "", usual: Iterable[str] = ()) -> list[Hint]:
    """What its writer may want to look at again, in the order of how much it tells about them.

    Args:
        text: the comment.
        people: full names that would give somebody away: the writer's own, and those around the person it is about.
        about: the full name of the person it is about, who may be named.
        usual: texts whose capitalised words are no names here, such as titles of dimensions and of the organisation.

    >>> [(hint.kind, hint.found) for hint in hints_on("On Tuesday they thanked Priya for helping me.")]
    [('name', ('Priya',)), ('date', ('Tuesday',)), ('first_person', ('me',))]
    >>> hints_on("In meetings they let everybody finish, and then sum up what was said.")
    []
    >>> [hint.kind for hint in hints_on("A natural leader.")]
    ['label', 'no_example']
    """
    text = spaced(text)
    if not text:
        return []
    found = [
        Hint("name", listed(names_in(text, list(people), about, usual))),
        Hint("date", listed(match.group() for match in DATES.finditer(text))),
        Hint("event", listed(match.group() for match in EVENTS.finditer(text))),
        Hint("first_person", listed(match.group() for match in FIRST_PERSON.finditer(text))),
        Hint("label", listed(match.group() for match in LABELS.finditer(text))),
    ]
    hints = [hint for hint in found if hint.found]
    return hints if EXAMPLES.search(text) else [*hints, Hint("no_example")]


def spaced(text: str) -> str:
    """Single spaces, and no empty lines: nothing else here has to be ready for a thousand spaces in a row."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def listed(found: Iterable[str]) -> tuple[str, ...]:
    """Each once, however often and in whichever case it was written; the first few are enough to go by."""
    first: dict[str, str] = {}
    for words in found:
        first.setdefault(" ".join(words.lower().split()), " ".join(words.split()))
    return tuple(first.values())[:SHOWN_AT_MOST]


def names_in(text: str, people: Sequence[str], about: str, usual: Iterable[str]) -> Iterator[str]:
    """Known names in any case; else words that are capitalised where no sentence begins."""
    allowed = NO_NAMES | words_of(about) | {word for phrase in usual for word in words_of(phrase)}
    known = {word for name in people for word in words_of(name) if len(word) >= SHORT_NAME} - words_of(about)
    titled = {match.group(1) for match in TITLE.finditer(text)}
    for match in WORD.finditer(text):
        word = match.group()
        bare = base(word)
        is_known = bare in known and (word[0].isupper() or bare not in COMMON)
        is_titled = word in titled and bare not in words_of(about)
        is_new = looks_like_a_name(word) and bare not in allowed and not begins_sentence(text, match.start())
        if is_known or is_titled or is_new:
            yield bare_word(word)


# First names and family names that are words as well: known people of that name are noticed where it is capitalised.
COMMON = frozenset(
    f"""{MONTHS} will mark grant bill rose grace hope faith joy art frank dawn summer drew chase young long
    short brown green white black king wood hill field bell price cook baker carter wright ellis day fox
    """.replace("|", " ").split()
)


def words_of(name: str) -> set[str]:
    return {base(match.group()) for match in WORD.finditer(name)}


def bare_word(word: str) -> str:
    """Without a possessive ending.

    >>> bare_word("Priya’s"), bare_word("O’Brien")
    ('Priya', 'O’Brien')
    """
    return re.sub(r"['’]s$", "", word)


def base(word: str) -> str:
    return bare_word(word).replace("’", "'").lower()


def looks_like_a_name(word: str) -> bool:
    """Capitalised, and neither a single letter nor an abbreviation in capitals.

    >>> [looks_like_a_name(word) for word in ("Priya", "NHS", "I", "I’m", "O’Brien", "leads")]
    [True, False, False, False, True, False]
    """
    bare = bare_word(word)
    contraction = re.fullmatch(r"[A-Z]['’](?:m|d|ll|ve|s|re)", word)
    return len(bare) > 1 and bare[0].isupper() and not bare.isupper() and contraction is None


def begins_sentence(text: str, start: int) -> bool:
    """True at the start, and after what ends a sentence, opens a quotation or begins an item of a list.

    >>> text = "They listen. Then Sam speaks"
    >>> begins_sentence(text, text.index("Then")), begins_sentence(text, text.index("Sam"))
    (True, False)
    """
    before = text[:start].rstrip(" \t\"'“”‘’([*-–—•")
    return not before or before[-1] in ".!?:;…\n\r)"
